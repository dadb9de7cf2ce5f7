/** Exceptions and what settles them. */
export const adminExceptions = {
  'admin.exceptions.open_one': '{{count}} open',
  'admin.exceptions.open_other': '{{count}} open',
  'admin.exceptions.stateOpen': 'Open',
  'admin.exceptions.stateSettled': 'Settled',
  'admin.exceptions.kind': 'What happened',
  'admin.exceptions.item': 'What it is about',
  'admin.exceptions.raised': 'Noticed',
  'admin.exceptions.none': 'Nothing waits for you',
  'admin.exceptions.noneTodo': 'What happens at the tills and does not fit comes here by itself.',
  'admin.exceptions.noneSettled': 'Nothing was settled yet',
  'admin.exceptions.noneSettledTodo': 'Open ones are under the other chip.',
  'admin.exceptions.onHand': 'In stock now',
  'admin.exceptions.sale': 'Receipt',
  'admin.exceptions.soldIn': 'Sold in',
  'admin.exceptions.openSale': 'Open the sale',
  'admin.exceptions.place': 'Journal and number',
  'admin.evidence.returned': 'Line {{line}}: {{sold}} sold, {{returned}} came back.',
  'admin.evidence.number': 'It has {{found}}; {{expected}} should have followed.',
  'admin.evidence.clock': 'The till said {{time}}, {{minutes}} minutes ahead.',
  'admin.evidence.count_one': '{{count}} entry is kept as evidence.',
  'admin.evidence.count_other': '{{count}} entries are kept as evidence.',
  'admin.evidence.known': 'In the journal',
  'admin.evidence.came': 'What came',
  'admin.evidence.type': 'The entry calls itself “{{type}}”.',
  'admin.evidence.where': 'Where',
  'admin.evidence.till': 'The till',
  'admin.evidence.again': 'Computed again',
  'admin.evidence.line': 'Line {{line}}',
  'admin.evidence.field.gross': 'total',
  'admin.evidence.field.net': 'net',
  'admin.evidence.field.taxAmount': 'tax',
  'admin.evidence.field.tenders': 'payments together',
  'admin.evidence.field.cashRounding': 'cash rounding',
  'admin.evidence.field.kind': 'kind',
  'admin.settle.title': 'Settle it',
  'admin.settle.how': 'How',
  'admin.settle.note': 'Note',
  'admin.settle.submit': 'Settle',
  'admin.settle.done': 'Settled.',
  'admin.settle.history': 'How it was settled',
  'admin.settle.takeBack': 'Take it back',
  'admin.settle.tookBack': 'It is open again.',
  'admin.settle.moved': '{{quantity}} in stock',
  'admin.settle.notYours': 'The store’s admin settles this.',
  'admin.settle.correct_stock': 'Correct the stock',
  'admin.settle.correct_stock.what':
    'The stock goes from {{onHand}} to 0 by a movement with your note.',
  'admin.settle.count_stock': 'It was counted',
  'admin.settle.count_stock.what': 'The stock goes from {{onHand}} to what was counted.',
  'admin.settle.accept': 'Leave it as it is',
  'admin.settle.accept.what': 'Nothing is changed. Your note says why it is right.',
  'admin.settle.goodwill': 'Goodwill',
  'admin.settle.goodwill.what':
    'The shop leaves the customer what was handed back. Nothing else is changed.',
  'admin.settle.link_item': 'It is an item that we have',
  'admin.settle.link_item.what': 'What was sold goes to the stock of that item.',
  'admin.settle.create_item': 'Add it to the catalogue',
  'admin.settle.create_item.what':
    'It is added under the number that the till used, so that its sales belong to it.',
  'admin.settle.enrol_again': 'The till is enrolled anew',
  'admin.settle.enrol_again.what':
    'With a new code the till goes on under its next number. What it still holds is taken in as evidence.',
  'admin.settle.undone': 'Taken back',
  'admin.settle.counted': 'Pieces counted',
  'admin.settle.whichItem': 'Which item?',
  'admin.settle.price': 'Price',
  'admin.settle.category': 'Category',
  'admin.settle.addItem': 'Add the item',
  'admin.settle.enrolled': 'The till was enrolled anew.',
  'admin.settle.askPlatform': 'A platform admin makes the code for the new enrolment.',
  'admin.settle.makeCode': 'Make a code',
  'admin.settle.codeTodo': 'Type it at the till within ten minutes.',
  'admin.exception.sold_twice': 'Sold twice',
  'admin.exception.sold_twice.story': 'A single piece was sold more often than it was there.',
  'admin.exception.sold_twice.safe':
    'The sales stand as they are. Only the stock is below zero until somebody looks.',
  'admin.exception.below_zero': 'Stock below zero',
  'admin.exception.below_zero.story': 'More was sold than the stock says was there.',
  'admin.exception.below_zero.safe': 'The sales stand as they are. Tills go on selling it.',
  'admin.exception.totals_differ': 'Totals differ',
  'admin.exception.totals_differ.story':
    'What the till computed is not what comes out when it is computed again.',
  'admin.exception.totals_differ.safe':
    'The record is kept as the till signed it; the customer has paid what the till said.',
  'admin.exception.payload_invalid': 'Unreadable record',
  'admin.exception.payload_invalid.story':
    'A till sent an entry that does not have the form it should have.',
  'admin.exception.payload_invalid.safe':
    'The entry is kept, signed, in its place of the journal. It is in no figure.',
  'admin.exception.unknown_type': 'Unknown kind of entry',
  'admin.exception.unknown_type.story':
    'A till, probably a newer one, sent a kind of entry that this server does not know.',
  'admin.exception.unknown_type.safe':
    'The entry is kept, signed, in its place of the journal. It is in no figure.',
  'admin.exception.unknown_item': 'Unknown item',
  'admin.exception.unknown_item.story': 'A till sold something that the catalogue does not have.',
  'admin.exception.unknown_item.safe': 'The sale stands, with name and price as rung up.',
  'admin.exception.receipt_number_unexpected': 'Receipt number out of order',
  'admin.exception.receipt_number_unexpected.story':
    'A receipt has another number than the one that should have followed.',
  'admin.exception.receipt_number_unexpected.safe':
    'The record is kept with its number and counts in all figures.',
  'admin.exception.return_exceeds_sale': 'More returned than bought',
  'admin.exception.return_exceeds_sale.story': 'More pieces of a line came back than were sold.',
  'admin.exception.return_exceeds_sale.safe':
    'The money was handed back and the returns stand. Other tills now know all returns.',
  'admin.exception.journal_fork': 'Journal with two ends',
  'admin.exception.journal_fork.story':
    'A till sent other entries under numbers that the server already has: a restored copy or a cloned disk.',
  'admin.exception.journal_fork.safe':
    'Nothing is lost: what came is kept as evidence, and this enrolment is frozen. The till keeps its sales.',
  'admin.exception.journal_broken': 'Broken journal',
  'admin.exception.journal_broken.story':
    'An entry of a till does not follow from the one before, or is not signed by it.',
  'admin.exception.journal_broken.safe':
    'Nothing is lost: what came is kept as evidence, and this enrolment is frozen. The till keeps its sales.',
  'admin.exception.clock_skew': 'Clock ahead',
  'admin.exception.clock_skew.story': 'The clock of a till is far ahead of the server’s.',
  'admin.exception.clock_skew.safe':
    'Order is by number, so nothing is mixed up. Days of its receipts may be wrong until the clock is set.',
  'admin.exception.payment_unknown': 'Card payment unclear',
  'admin.exception.payment_unknown.story':
    'For ten minutes nobody could say whether this card was charged.',
  'admin.exception.payment_unknown.safe':
    'The till charges no other card for this ticket. The provider is asked every minute.',
  'admin.exception.payment_contradicted': 'Card charged unexpectedly',
  'admin.exception.payment_contradicted.story':
    'The provider says that a payment was charged which it had closed before.',
  'admin.exception.payment_contradicted.safe':
    'The record stays as it was. Look at the provider’s books and give the money back if it came.',
  'admin.exception.charge_without_sale': 'Charge without a sale',
  'admin.exception.charge_without_sale.story':
    'A card was charged, and no paid receipt accounts for it.',
  'admin.exception.charge_without_sale.safe':
    'The money is with the provider. Give it back, or ring the sale up.',
  'admin.exception.sale_without_charge': 'Sale without a charge',
  'admin.exception.sale_without_charge.story':
    'A receipt says that a card paid, and no such charge is in the provider’s books.',
  'admin.exception.sale_without_charge.safe':
    'The sale stands. The money has to be collected in another way.',
  'admin.exception.charge_not_ours': 'Foreign charge',
  'admin.exception.charge_not_ours.story':
    'The provider’s account has a charge that this shop’s tills did not make.',
  'admin.exception.charge_not_ours.safe':
    'Nothing here is changed by it. Look at it at the provider.',
  'admin.exception.refund_not_ours': 'Foreign refund',
  'admin.exception.refund_not_ours.story':
    'The provider gave money back that neither a till nor this page asked for, perhaps by hand in its own dashboard.',
  'admin.exception.refund_not_ours.safe':
    'No return stands behind it, so stock and takings are as before. If goods came back, ring the return up and pay it out as a card slip.',
  'admin.exception.refund_not_booked': 'Refund not in the provider’s books',
  'admin.exception.refund_not_booked.story':
    'A refund counts as done here, and the provider gave back nothing or less.',
  'admin.exception.refund_not_booked.safe':
    'The return stands. Look at the provider, and pay the customer what is missing in another way.',
  'admin.exception.stored_value_overdrawn': 'Gift card or credit overdrawn',
  'admin.exception.stored_value_overdrawn.story':
    'More was spent of a gift card or credit than was on it: tills without a network cannot ask each other.',
  'admin.exception.stored_value_overdrawn.safe':
    'The sales stand. Leave it as goodwill, or settle it with the customer.',
  'admin.exception.refund_failed': 'Refund failed',
  'admin.exception.refund_failed.story': 'Money that should have gone back to a card was refused.',
  'admin.exception.refund_failed.safe': 'The return stands. Pay the customer out in another way.',
  'admin.evidence.overdrawn': 'The one ending ••{{hint}} stands at {{balance}} now.',
  'admin.evidence.payment': 'Amount: {{amount}} · payment {{payment}}',
} as const;
