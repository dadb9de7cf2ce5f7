import { classNames } from '@second-chance/ui/class-names.ts';
import button from './button.module.css';
import { Icon } from './icon.tsx';

/** A link to a file that the server writes; it looks like the other buttons of a page. */
export function DownloadLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: string;
}) {
  return (
    <a className={classNames(button.button, button.plain)} href={href} download>
      <Icon name="export" />
      <span>{children}</span>
    </a>
  );
}
