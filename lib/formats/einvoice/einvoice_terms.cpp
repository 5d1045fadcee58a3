#include "formats/einvoice/einvoice_terms.hpp"

namespace myatlas::formats {

#define MYATLAS_AGREEMENT "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/"
#define MYATLAS_SETTLEMENT "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/"
#define MYATLAS_SUMS MYATLAS_SETTLEMENT "ram:SpecifiedTradeSettlementHeaderMonetarySummation/"

const Terms k_cii = {
  .profile = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
  .number = "rsm:ExchangedDocument/ram:ID",
  .type = "rsm:ExchangedDocument/ram:TypeCode",
  .issued = "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
  .due = MYATLAS_SETTLEMENT "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
  .currency = MYATLAS_SETTLEMENT "ram:InvoiceCurrencyCode",
  .buyer_reference = MYATLAS_AGREEMENT "ram:BuyerReference",
  .order = MYATLAS_AGREEMENT "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
  .contract = MYATLAS_AGREEMENT "ram:ContractReferencedDocument/ram:IssuerAssignedID",
  .preceding = MYATLAS_SETTLEMENT "ram:InvoiceReferencedDocument/ram:IssuerAssignedID",
  .iban = MYATLAS_SETTLEMENT
  "ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
  .seller = MYATLAS_AGREEMENT "ram:SellerTradeParty",
  .buyer = MYATLAS_AGREEMENT "ram:BuyerTradeParty",
  .lines = MYATLAS_SUMS "ram:LineTotalAmount",
  .allowances = MYATLAS_SUMS "ram:AllowanceTotalAmount",
  .charges = MYATLAS_SUMS "ram:ChargeTotalAmount",
  .without_tax = MYATLAS_SUMS "ram:TaxBasisTotalAmount",
  .tax = MYATLAS_SUMS "ram:TaxTotalAmount",
  .with_tax = MYATLAS_SUMS "ram:GrandTotalAmount",
  .prepaid = MYATLAS_SUMS "ram:TotalPrepaidAmount",
  .rounding = MYATLAS_SUMS "ram:RoundingAmount",
  .amount_due = MYATLAS_SUMS "ram:DuePayableAmount",
  .taxes = MYATLAS_SETTLEMENT "ram:ApplicableTradeTax",
  .tax_base = "ram:BasisAmount",
  .tax_amount = "ram:CalculatedAmount",
  .tax_category = "ram:CategoryCode",
  .tax_rate = "ram:RateApplicablePercent",
  .tax_reason = "ram:ExemptionReason",
  .tax_reason_code = "ram:ExemptionReasonCode",
  .line = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem",
  .line_amount = "ram:SpecifiedLineTradeSettlement/"
                 "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
  .line_status = "ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode",
  .line_category = "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode",
  .adjustment = MYATLAS_SETTLEMENT "ram:SpecifiedTradeAllowanceCharge",
  .adjustment_amount = "ram:ActualAmount",
  .adjustment_category = "ram:CategoryTradeTax/ram:CategoryCode",
  .is_charge = "ram:ChargeIndicator/udt:Indicator",
  .logistics = MYATLAS_SETTLEMENT "ram:SpecifiedLogisticsServiceCharge/ram:AppliedAmount",
  .representative = MYATLAS_AGREEMENT
  "ram:SellerTaxRepresentativeTradeParty/ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]",
};

const Terms k_ubl = {
  .profile = "cbc:CustomizationID",
  .number = "cbc:ID",
  .type = "cbc:InvoiceTypeCode",
  .issued = "cbc:IssueDate",
  .due = "cbc:DueDate",
  .currency = "cbc:DocumentCurrencyCode",
  .buyer_reference = "cbc:BuyerReference",
  .order = "cac:OrderReference/cbc:ID",
  .contract = "cac:ContractDocumentReference/cbc:ID",
  .preceding = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
  .iban = "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID",
  .seller = "cac:AccountingSupplierParty/cac:Party",
  .buyer = "cac:AccountingCustomerParty/cac:Party",
  .lines = "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
  .allowances = "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
  .charges = "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
  .without_tax = "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
  .tax = "cac:TaxTotal/cbc:TaxAmount",
  .with_tax = "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
  .prepaid = "cac:LegalMonetaryTotal/cbc:PrepaidAmount",
  .rounding = "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount",
  .amount_due = "cac:LegalMonetaryTotal/cbc:PayableAmount",
  .taxes = "cac:TaxTotal/cac:TaxSubtotal",
  .tax_base = "cbc:TaxableAmount",
  .tax_amount = "cbc:TaxAmount",
  .tax_category = "cac:TaxCategory/cbc:ID",
  .tax_rate = "cac:TaxCategory/cbc:Percent",
  .tax_reason = "cac:TaxCategory/cbc:TaxExemptionReason",
  .tax_reason_code = "cac:TaxCategory/cbc:TaxExemptionReasonCode",
  .line = "cac:InvoiceLine",
  .line_amount = "cbc:LineExtensionAmount",
  .line_status = "",
  .line_category = "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
  .adjustment = "cac:AllowanceCharge",
  .adjustment_amount = "cbc:Amount",
  .adjustment_category = "cac:TaxCategory/cbc:ID",
  .is_charge = "cbc:ChargeIndicator",
  .logistics = "",
  .representative = "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID",
};

#undef MYATLAS_SUMS
#undef MYATLAS_SETTLEMENT
#undef MYATLAS_AGREEMENT

} // namespace myatlas::formats
