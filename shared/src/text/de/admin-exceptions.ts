/** Ausnahmen und was sie erledigt. */
export const adminExceptions = {
  'admin.exceptions.open_one': '{{count}} offen',
  'admin.exceptions.open_other': '{{count}} offen',
  'admin.exceptions.stateOpen': 'Offen',
  'admin.exceptions.stateSettled': 'Erledigt',
  'admin.exceptions.kind': 'Was geschah',
  'admin.exceptions.item': 'Worum es geht',
  'admin.exceptions.raised': 'Bemerkt',
  'admin.exceptions.none': 'Nichts wartet auf Sie',
  'admin.exceptions.noneTodo':
    'Was an den Kassen geschieht und nicht passt, kommt von selbst hierher.',
  'admin.exceptions.noneSettled': 'Noch nichts erledigt',
  'admin.exceptions.noneSettledTodo': 'Offene stehen unter der anderen Auswahl.',
  'admin.exceptions.onHand': 'Bestand jetzt',
  'admin.exceptions.sale': 'Beleg',
  'admin.exceptions.soldIn': 'Verkauft mit',
  'admin.exceptions.openSale': 'Zum Verkauf',
  'admin.exceptions.place': 'Journal und Nummer',
  'admin.evidence.returned': 'Zeile {{line}}: {{sold}} verkauft, {{returned}} zurück.',
  'admin.evidence.number': 'Er hat {{found}}; folgen sollte {{expected}}.',
  'admin.evidence.clock': 'Die Kasse sagte {{time}}, {{minutes}} Minuten voraus.',
  'admin.evidence.count_one': '{{count}} Eintrag ist als Beleg aufgehoben.',
  'admin.evidence.count_other': '{{count}} Einträge sind als Beleg aufgehoben.',
  'admin.evidence.known': 'Im Journal',
  'admin.evidence.came': 'Was kam',
  'admin.evidence.type': 'Der Eintrag nennt sich „{{type}}“.',
  'admin.evidence.where': 'Wo',
  'admin.evidence.till': 'Die Kasse',
  'admin.evidence.again': 'Nachgerechnet',
  'admin.evidence.line': 'Zeile {{line}}',
  'admin.evidence.field.gross': 'Summe',
  'admin.evidence.field.net': 'netto',
  'admin.evidence.field.taxAmount': 'Steuer',
  'admin.evidence.field.tenders': 'Zahlungen zusammen',
  'admin.evidence.field.cashRounding': 'Barrundung',
  'admin.evidence.field.kind': 'Art',
  'admin.settle.title': 'Erledigen',
  'admin.settle.how': 'Wie',
  'admin.settle.note': 'Notiz',
  'admin.settle.submit': 'Erledigen',
  'admin.settle.done': 'Erledigt.',
  'admin.settle.history': 'Wie es erledigt wurde',
  'admin.settle.takeBack': 'Zurücknehmen',
  'admin.settle.tookBack': 'Es ist wieder offen.',
  'admin.settle.moved': '{{quantity}} im Bestand',
  'admin.settle.notYours': 'Das erledigt die Filialleitung.',
  'admin.settle.correct_stock': 'Bestand berichtigen',
  'admin.settle.correct_stock.what':
    'Der Bestand geht von {{onHand}} auf 0, durch eine Bewegung mit Ihrer Notiz.',
  'admin.settle.count_stock': 'Es wurde gezählt',
  'admin.settle.count_stock.what': 'Der Bestand geht von {{onHand}} auf das Gezählte.',
  'admin.settle.accept': 'So lassen',
  'admin.settle.accept.what': 'Nichts wird geändert. Ihre Notiz sagt, warum es so stimmt.',
  'admin.settle.goodwill': 'Kulanz',
  'admin.settle.goodwill.what':
    'Der Laden lässt der Kundin oder dem Kunden das Geld. Sonst ändert sich nichts.',
  'admin.settle.link_item': 'Es ist ein Artikel, den wir haben',
  'admin.settle.link_item.what': 'Der Verkauf geht in den Bestand dieses Artikels.',
  'admin.settle.create_item': 'In den Katalog aufnehmen',
  'admin.settle.create_item.what':
    'Er wird unter der Nummer der Kasse aufgenommen, damit seine Verkäufe dazugehören.',
  'admin.settle.enrol_again': 'Die Kasse ist neu angemeldet',
  'admin.settle.enrol_again.what':
    'Mit einem neuen Code geht die Kasse unter ihrer nächsten Nummer weiter. Was sie noch hat, wird als Beleg aufgenommen.',
  'admin.settle.undone': 'Zurückgenommen',
  'admin.settle.counted': 'Stück gezählt',
  'admin.settle.whichItem': 'Welcher Artikel?',
  'admin.settle.price': 'Preis',
  'admin.settle.category': 'Kategorie',
  'admin.settle.addItem': 'Artikel aufnehmen',
  'admin.settle.enrolled': 'Die Kasse wurde neu angemeldet.',
  'admin.settle.askPlatform': 'Den Code für die neue Anmeldung macht die Plattform.',
  'admin.settle.makeCode': 'Code machen',
  'admin.settle.codeTodo': 'Innerhalb von zehn Minuten an der Kasse eintippen.',
  'admin.exception.sold_twice': 'Zweimal verkauft',
  'admin.exception.sold_twice.story': 'Ein Einzelstück wurde öfter verkauft, als es da war.',
  'admin.exception.sold_twice.safe':
    'Die Verkäufe gelten. Nur der Bestand liegt unter null, bis jemand nachsieht.',
  'admin.exception.below_zero': 'Bestand unter null',
  'admin.exception.below_zero.story': 'Es wurde mehr verkauft, als laut Bestand da war.',
  'admin.exception.below_zero.safe': 'Die Verkäufe gelten. Die Kassen verkaufen weiter.',
  'admin.exception.totals_differ': 'Summen weichen ab',
  'admin.exception.totals_differ.story':
    'Was die Kasse gerechnet hat, kommt beim Nachrechnen nicht heraus.',
  'admin.exception.totals_differ.safe':
    'Der Beleg bleibt, wie die Kasse ihn signiert hat; bezahlt ist, was die Kasse sagte.',
  'admin.exception.payload_invalid': 'Unlesbarer Beleg',
  'admin.exception.payload_invalid.story':
    'Eine Kasse hat einen Eintrag geschickt, der nicht die nötige Form hat.',
  'admin.exception.payload_invalid.safe':
    'Der Eintrag ist signiert an seinem Platz im Journal aufgehoben. Er steht in keiner Zahl.',
  'admin.exception.unknown_type': 'Unbekannter Eintrag',
  'admin.exception.unknown_type.story':
    'Eine Kasse, wohl eine neuere, hat einen Eintrag geschickt, den dieser Server nicht kennt.',
  'admin.exception.unknown_type.safe':
    'Der Eintrag ist signiert an seinem Platz im Journal aufgehoben. Er steht in keiner Zahl.',
  'admin.exception.unknown_item': 'Unbekannter Artikel',
  'admin.exception.unknown_item.story': 'Eine Kasse hat etwas verkauft, das der Katalog nicht hat.',
  'admin.exception.unknown_item.safe': 'Der Verkauf gilt, mit Namen und Preis wie kassiert.',
  'admin.exception.receipt_number_unexpected': 'Belegnummer außer der Reihe',
  'admin.exception.receipt_number_unexpected.story':
    'Ein Beleg hat eine andere Nummer als die, die folgen sollte.',
  'admin.exception.receipt_number_unexpected.safe':
    'Der Beleg bleibt mit seiner Nummer und zählt in allen Zahlen.',
  'admin.exception.return_exceeds_sale': 'Mehr zurück als gekauft',
  'admin.exception.return_exceeds_sale.story':
    'Von einer Zeile kam mehr zurück, als verkauft wurde.',
  'admin.exception.return_exceeds_sale.safe':
    'Das Geld ist zurückgegeben, die Rückgaben gelten. Die anderen Kassen kennen jetzt alle Rückgaben.',
  'admin.exception.journal_fork': 'Journal mit zwei Enden',
  'admin.exception.journal_fork.story':
    'Eine Kasse schickte andere Einträge unter Nummern, die der Server schon hat: eine zurückgespielte Kopie oder geklonte Platte.',
  'admin.exception.journal_fork.safe':
    'Nichts ist verloren: Was kam, ist als Beleg aufgehoben, diese Anmeldung ist eingefroren. Die Kasse behält ihre Verkäufe.',
  'admin.exception.journal_broken': 'Beschädigtes Journal',
  'admin.exception.journal_broken.story':
    'Ein Eintrag einer Kasse folgt nicht auf den davor oder ist nicht von ihr signiert.',
  'admin.exception.journal_broken.safe':
    'Nichts ist verloren: Was kam, ist als Beleg aufgehoben, diese Anmeldung ist eingefroren. Die Kasse behält ihre Verkäufe.',
  'admin.exception.clock_skew': 'Uhr geht vor',
  'admin.exception.clock_skew.story': 'Die Uhr einer Kasse geht weit vor.',
  'admin.exception.clock_skew.safe':
    'Die Reihenfolge geht nach Nummern, nichts ist vertauscht. Die Tage der Belege können falsch sein, bis die Uhr gestellt ist.',
  'admin.exception.payment_unknown': 'Kartenzahlung ungeklärt',
  'admin.exception.payment_unknown.story':
    'Zehn Minuten lang ließ sich nicht sagen, ob diese Karte belastet wurde.',
  'admin.exception.payment_unknown.safe':
    'Die Kasse belastet für diesen Bon keine andere Karte. Der Anbieter wird jede Minute gefragt.',
  'admin.exception.payment_contradicted': 'Karte unerwartet belastet',
  'admin.exception.payment_contradicted.story':
    'Der Anbieter meldet eine Belastung, die er vorher abgeschlossen hatte.',
  'admin.exception.payment_contradicted.safe':
    'Der Eintrag bleibt, wie er war. Die Bücher des Anbieters ansehen und das Geld zurückgeben, falls es kam.',
  'admin.exception.charge_without_sale': 'Belastung ohne Verkauf',
  'admin.exception.charge_without_sale.story':
    'Eine Karte wurde belastet, und kein bezahlter Bon gehört dazu.',
  'admin.exception.charge_without_sale.safe':
    'Das Geld liegt beim Anbieter. Zurückgeben oder den Verkauf erfassen.',
  'admin.exception.sale_without_charge': 'Verkauf ohne Belastung',
  'admin.exception.sale_without_charge.story':
    'Ein Bon sagt, dass eine Karte zahlte, und in den Büchern des Anbieters steht davon nichts.',
  'admin.exception.sale_without_charge.safe':
    'Der Verkauf gilt. Das Geld muss auf andere Weise eingenommen werden.',
  'admin.exception.charge_not_ours': 'Fremde Belastung',
  'admin.exception.charge_not_ours.story':
    'Auf dem Konto beim Anbieter steht eine Belastung, die keine Kasse dieses Ladens machte.',
  'admin.exception.charge_not_ours.safe': 'Hier ändert sich dadurch nichts. Beim Anbieter ansehen.',
  'admin.exception.refund_not_ours': 'Fremde Erstattung',
  'admin.exception.refund_not_ours.story':
    'Der Anbieter gab Geld zurück, um das ihn weder eine Kasse noch diese Seite bat, vielleicht von Hand in seiner eigenen Verwaltung.',
  'admin.exception.refund_not_ours.safe':
    'Keine Rückgabe steht dahinter, Bestand und Umsatz sind wie zuvor. Kam Ware zurück, die Rückgabe erfassen und als Kartenbeleg auszahlen.',
  'admin.exception.refund_not_booked': 'Erstattung fehlt in den Büchern des Anbieters',
  'admin.exception.refund_not_booked.story':
    'Eine Erstattung gilt hier als erledigt, und der Anbieter gab nichts oder weniger zurück.',
  'admin.exception.refund_not_booked.safe':
    'Die Rückgabe gilt. Beim Anbieter nachsehen und was fehlt auf andere Weise auszahlen.',
  'admin.exception.stored_value_overdrawn': 'Geschenkkarte oder Guthaben überzogen',
  'admin.exception.stored_value_overdrawn.story':
    'Von einer Geschenkkarte oder einem Guthaben wurde mehr ausgegeben, als darauf war: Kassen ohne Netz können einander nicht fragen.',
  'admin.exception.stored_value_overdrawn.safe':
    'Die Verkäufe gelten. Aus Kulanz so lassen oder mit der Kundschaft klären.',
  'admin.exception.refund_failed': 'Erstattung gescheitert',
  'admin.exception.refund_failed.story': 'Geld, das auf eine Karte zurück sollte, wurde abgelehnt.',
  'admin.exception.refund_failed.safe': 'Die Rückgabe gilt. Den Betrag auf andere Weise auszahlen.',
  'admin.evidence.overdrawn': 'Die mit Ende ••{{hint}} steht jetzt bei {{balance}}.',
  'admin.evidence.payment': 'Betrag: {{amount}} · Zahlung {{payment}}',
} as const;
