/**
 * What a column of a file of payouts can mean. Those of accounts have the names that the receivers' file has (`readAccountCells` reads
 * both); `account` is a column of whatever number the account is known by. `names` are how people head such a column, folded.
 */
export const BATCH_FIELDS = {
  name: {
    label: "Receiver",
    names: [
      ...["name", "receiver", "receiver name", "recipient", "recipient name", "beneficiary", "beneficiary name", "payee", "payee name"],
      ...["account holder", "account holder name", "account name", "holder", "customer name", "full name", "supplier", "employee"],
      ...["empfanger", "empfangername", "name des empfangers", "zahlungsempfanger", "begunstigter", "kontoinhaber", "lieferant"],
      ...["nom", "nom du beneficiaire", "beneficiaire", "titulaire", "nombre", "beneficiario", "titular", "nome", "intestatario", "naam"],
      ...["begunstigde", "naam begunstigde", "ontvanger", "nazwa", "odbiorca", "nazwa odbiorcy", "namn", "mottagare", "navn", "modtager"],
    ],
  },
  amount: {
    label: "Amount",
    names: [
      ...["amount", "payout amount", "payment amount", "sum", "total", "value", "net amount", "amount due", "payout"],
      ...[
        "betrag",
        "summe",
        "zahlbetrag",
        "auszahlungsbetrag",
        "montant",
        "somme",
        "importe",
        "monto",
        "cantidad",
        "importo",
        "valor",
        "montante",
      ],
      ...["bedrag", "kwota", "belopp", "belob"],
    ],
  },
  currency: {
    label: "Currency",
    names: ["currency", "currency code", "ccy", "cur", "wahrung", "devise", "moneda", "divisa", "valuta", "moeda", "waluta", "munt"],
  },
  reference: {
    label: "Reference",
    names: [
      ...["reference", "ref", "your reference", "our reference", "external id", "external reference", "payout reference", "invoice"],
      ...[
        "invoice number",
        "invoice no",
        "referenz",
        "rechnungsnummer",
        "rechnung",
        "reference client",
        "facture",
        "referencia",
        "factura",
      ],
      ...["riferimento", "fattura", "referentie", "kenmerk", "factuur", "referens", "faktura", "nr faktury", "id", "payment id"],
    ],
  },
  statement_text: {
    label: "Text for the statement",
    names: [
      ...[
        "statement text",
        "statement",
        "description",
        "details",
        "payment details",
        "remittance",
        "remittance information",
        "memo",
        "note",
      ],
      ...["message", "narrative", "purpose", "verwendungszweck", "zahlungsgrund", "libelle", "motif", "objet", "concepto", "descripcion"],
      ...["causale", "descrizione", "omschrijving", "mededeling", "tytul", "tytul przelewu", "meddelande", "descricao", "tekst"],
    ],
  },
  account: {
    label: "Account",
    names: [
      ...["account", "account no", "bank account", "beneficiary account", "account iban", "konto", "bankverbindung", "compte", "cuenta"],
      ...["conto", "rekening", "rekeningnummer", "numer rachunku", "rachunek", "konto mottagare", "conta", "bank account number"],
    ],
  },
  iban: { label: "IBAN", names: ["iban", "iban number", "iban code", "beneficiary iban", "codice iban", "code iban"] },
  sort_code: { label: "Sort code", names: ["sort code", "sortcode", "sort", "bank sort code"] },
  account_number: { label: "Account number", names: ["account number", "accountnumber", "acct number", "acct no", "kontonummer"] },
  bsb: { label: "BSB", names: ["bsb", "bsb number", "bsb code"] },
  routing_number: { label: "Routing number", names: ["routing number", "routing", "aba", "aba number", "aba routing number"] },
  institution: { label: "Institution", names: ["institution", "institution number", "financial institution number"] },
  transit: { label: "Transit", names: ["transit", "transit number", "branch transit"] },
  bank_code: { label: "Bank code", names: ["bank code", "blz", "bankleitzahl", "clearing number"] },
  bban: { label: "National account number", names: ["bban"] },
  account_type: { label: "Account type", names: ["account type", "type of account"] },
  account_email: {
    label: "Wallet or Interac e-mail",
    names: ["account email", "wallet email", "interac email", "payee email", "email", "e mail", "mail", "courriel", "correo"],
  },
  wallet_address: { label: "Wallet address", names: ["wallet address", "wallet", "crypto address", "address"] },
  blockchain: { label: "Chain", names: ["blockchain", "chain", "network"] },
  account_kind: { label: "Kind of account", names: ["account kind", "kind of account"] },
  order_id: {
    label: "Order (back to who paid)",
    names: [
      ...[
        "order",
        "order id",
        "order number",
        "order reference",
        "original order",
        "payment source",
        "payment source id",
        "transaction id",
      ],
      ...["bestellung", "bestellnummer", "auftrag", "commande", "numero de commande", "pedido", "ordine", "ordernummer", "zamowienie"],
    ],
  },
  connection: { label: "Paid from", names: ["connection", "paid from", "from account", "merchant account", "provider"] },
  send_on: {
    label: "Not before",
    names: [
      ...[
        "send on",
        "pay on",
        "payment date",
        "execution date",
        "value date",
        "due date",
        "not before",
        "zahlungsdatum",
        "ausfuhrungsdatum",
      ],
      ...["ausfuhrungstermin", "date de paiement", "date d execution", "fecha de pago", "data pagamento", "betaaldatum", "data platnosci"],
    ],
  },
} as const satisfies Record<string, { readonly label: string; readonly names: readonly string[] }>;

export type BatchField = keyof typeof BATCH_FIELDS;

export function isBatchField(text: string): text is BatchField {
  return Object.hasOwn(BATCH_FIELDS, text);
}

export const BATCH_FIELD_NAMES: readonly BatchField[] = Object.keys(BATCH_FIELDS).filter(isBatchField);
