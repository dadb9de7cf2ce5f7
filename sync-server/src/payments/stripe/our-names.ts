/** Names under which our ids stand in the metadata of what Stripe keeps. */
export const PAYMENT = 'second_chance_payment';
export const REFUND = 'second_chance_refund';
export const ORGANIZATION = 'second_chance_organization';
