/** What mails about accounts say. */
export const mail = {
  'mail.hello': 'Hello {{name}},',
  'mail.foot':
    'This mail came from {{organization}} by Second Chance. Nobody will ever ask you for your password.',
  'mail.linkBelow': 'If the button does not work, copy this address into your browser:',
  'mail.invitation.subject': 'You are invited to run {{store}}',
  'mail.invitation.text':
    '{{organization}} has made you an account to run {{store}}: items, prices, people and reports. Choose a password to begin. The link works once, until {{until}}.',
  'mail.invitation.button': 'Choose a password',
  'mail.new_password.subject': 'A new password for {{organization}}',
  'mail.new_password.text':
    'Somebody, hopefully you, asked for a new password. The link works once, until {{until}}. If it was not you, do nothing: your password stays as it is.',
  'mail.new_password.button': 'Choose a new password',
  'mail.new_email.subject': 'Confirm your new e-mail for {{organization}}',
  'mail.new_email.text':
    'From now on you want to sign in with this address. Open the link to confirm it. It works once, until {{until}}. If it was not you, do nothing.',
  'mail.new_email.button': 'Confirm this address',
  'mail.password_changed.subject': 'Your password was changed',
  'mail.password_changed.text':
    'The password of your account at {{organization}} was changed on {{at}}, and all other sessions were ended. If it was not you, have a new password sent to you at once and tell whoever runs the platform.',
  'mail.email_changing.subject': 'Your e-mail is about to change',
  'mail.email_changing.text':
    'Somebody signed in to your account at {{organization}} asked on {{at}} to use another e-mail from now on. If it was not you, change your password at once.',
  'mail.email_changed.subject': 'Your e-mail was changed',
  'mail.email_changed.text':
    'Since {{at}} your account at {{organization}} has another e-mail; this address is no longer used. If it was not you, tell whoever runs the platform.',
  'mail.second_factor_added.subject': 'A second factor was added',
  'mail.second_factor_added.text':
    'On {{at}} a second factor was added to your account at {{organization}}. If it was not you, change your password at once.',
  'mail.second_factor_removed.subject': 'A second factor was removed',
  'mail.second_factor_removed.text':
    'On {{at}} a second factor was removed from your account at {{organization}}. If it was not you, change your password at once and tell whoever runs the platform.',
  'mail.recovery_code_used.subject': 'A recovery code was used',
  'mail.recovery_code_used.text':
    'On {{at}} somebody signed in to your account at {{organization}} with a recovery code. {{left}} are left. If it was not you, change your password at once.',
  'mail.payment_link.subject': 'To pay at {{store}}: {{words}}',
  'mail.payment_link.text':
    '{{store}} asks you to pay {{amount}} for: {{words}}. You can pay until {{until}}, by card and whatever else the page offers.',
  'mail.payment_link.button': 'Pay {{amount}}',
  'mail.receipt.subject': 'Your receipt {{number}} from {{store}}',
  'mail.receipt.text':
    'Thank you for your visit. This is your receipt; please keep it for returns.',
  'mail.receipt.button': 'Show the receipt',
  'receiptPage.missing.title': 'This receipt is not here',
  'receiptPage.missing.text':
    'If you have just bought something, it may still be on its way: look again in a few minutes. Otherwise check the address, or ask the shop with the number on your receipt.',
} as const;
