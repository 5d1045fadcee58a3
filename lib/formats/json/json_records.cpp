#include "formats/json/json_records.hpp"

#include "domain/values/person.hpp"
#include "formats/json/nullable.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

const auto k_as_text = [](const auto& value) { return value.text(); };
const auto k_digits = [](const auto& value) { return value.digits(); };
const auto k_same = [](const auto& value) { return value; };
const auto k_masked_nir = [](const auto& nir) { return domain::masked_nir(nir.text()); };
const auto k_word = [](const auto& value) { return domain::to_text(value); };
const auto k_percent = [](std::int64_t hundredths) { return domain::percent_text(hundredths); };
const auto k_hours = [](std::int64_t hundredths) { return util::format_decimal(hundredths, 2); };

Json provider_json(const domain::ProviderIdentity& p)
{
  return {{"siret", p.siret.digits()},
          {"activity_number", p.activity_number.text()},
          {"uai", maybe(p.uai, k_as_text)},
          {"cfa", p.uai.has_value()},
          {"state", domain::to_text(p.state)},
          {"company_name", text_or_null(p.particulars.name)},
          {"legal_form", text_or_null(p.particulars.legal_form)},
          {"vat_exemption", maybe(p.particulars.vat_exemption, k_word)},
          {"vat_number", maybe(p.particulars.vat_id, k_as_text)}};
}

Json payroll_json(const domain::DeclaredPayroll& payroll)
{
  return {{"year", payroll.year}, {"amount", payroll.amount.text()}};
}

} // namespace

Json to_json(const domain::Account& account)
{
  return {{"email", account.email.text()},
          {"title", domain::to_text(account.title)},
          {"last_name", account.last_name.text()},
          {"first_name", account.first_name.text()},
          {"phone", maybe(account.phone, k_as_text)},
          {"profiles", array_of(account.profiles, k_word)},
          {"provider", maybe(account.provider, provider_json)},
          {"state", domain::to_text(account.state)},
          {"created", util::to_rfc3339(account.created)}};
}

Json to_json(const domain::Company& company, const std::vector<domain::DeclaredPayroll>& payrolls)
{
  return {{"siren", company.siren.digits()},
          {"member_code", company.member_code.text()},
          {"name", company.name},
          {"idcc", maybe(company.idcc, k_same)},
          {"naf", maybe(company.naf, k_same)},
          {"headcount", maybe(company.headcount, k_same)},
          {"created", maybe(company.created, k_as_text)},
          {"payrolls", array_of(payrolls, payroll_json)}};
}

Json to_json(const domain::Establishment& e)
{
  return {{"siret", e.siret.digits()},
          {"member_code", text_or_null(e.member_code)},
          {"name", text_or_null(e.name)},
          {"sign", text_or_null(e.sign)},
          {"address", text_or_null(e.address)},
          {"postcode", text_or_null(e.postcode)},
          {"town", text_or_null(e.town)},
          {"naf", text_or_null(e.naf)},
          {"idcc", text_or_null(e.idcc)},
          {"headcount", maybe(e.headcount, k_same)},
          {"payroll", maybe(e.payroll, k_as_text)}};
}

Json to_json(const domain::Employee& e)
{
  return {{"siret", e.siret.digits()},         {"staff_number", text_or_null(e.staff_number)},
          {"birth_name", e.birth_name},        {"used_name", text_or_null(e.used_name)},
          {"first_name", e.first_name},        {"sex", maybe(e.sex, k_word)},
          {"birth_date", e.birth_date.text()}, {"nir", maybe(e.nir, k_masked_nir)},
          {"email", text_or_null(e.email)},    {"contract", text_or_null(e.contract)},
          {"job", text_or_null(e.job)},        {"status", text_or_null(e.status)}};
}

namespace {

Json module_json(const domain::TrainingModule& module)
{
  return {{"title", text_or_null(module.title)},
          {"provider_siret", maybe(module.provider, k_digits)},
          {"activity_number", text_or_null(module.activity_number)},
          {"hours", maybe(module.hours, k_hours)},
          {"teaching_cost", maybe(module.cost, k_as_text)}};
}

Json trainee_json(const domain::Trainee& trainee)
{
  return {{"name", trainee.name},
          {"employee", !trainee.employee.empty()},
          {"hours", maybe(trainee.hours, k_hours)},
          {"hourly_wage", maybe(trainee.hourly_wage, k_as_text)}};
}

Json training_json(const domain::FundingRequest& r)
{
  return {{"provider_siret", maybe(r.provider, k_digits)},
          {"start", maybe(r.start, k_as_text)},
          {"end", maybe(r.end, k_as_text)},
          {"hours", maybe(r.hours, k_hours)},
          {"mode", maybe(r.mode, k_word)},
          {"audience", maybe(r.audience, k_word)},
          {"internal", maybe(r.internal, k_same)},
          {"outside_working_time", maybe(r.outside_working_time, k_same)},
          {"certification", text_or_null(r.certification)},
          {"place", text_or_null(r.place)},
          {"employees", array_of(r.trainees, &domain::Trainee::name)},
          {"trainees", array_of(r.trainees, trainee_json)},
          {"modules", array_of(r.modules, module_json)}};
}

Json costs_json(const domain::FundingRequest& r)
{
  const domain::Money asked = r.asked();
  return {{"teaching_cost", maybe(r.teaching_cost, k_as_text)},
          {"travel_cost", maybe(r.side_costs.travel, k_as_text)},
          {"lodging_cost", maybe(r.side_costs.lodging, k_as_text)},
          {"meal_cost", maybe(r.side_costs.meals, k_as_text)},
          {"wage_cost", maybe(r.side_costs.wages, k_as_text)},
          {"requested_amount", maybe(r.requested, k_as_text)},
          {"co_funding", maybe(r.co_funding, k_as_text)},
          {"subrogation", maybe(r.subrogation, k_same)},
          {"asked_amount", asked.cents > 0 ? Json(asked.text()) : Json(nullptr)},
          {"accepted_amount", maybe(r.accepted, k_as_text)}};
}

} // namespace

Json to_json(const domain::FundingRequest& r)
{
  Json document = {{"number", r.number},
                   {"reference", text_or_null(r.reference)},
                   {"state", domain::to_text(r.state)},
                   {"siret", r.siret.digits()},
                   {"scheme", domain::to_text(r.scheme)},
                   {"title", text_or_null(r.title)},
                   {"objective", text_or_null(r.objective)},
                   {"contact_name", text_or_null(r.contact.name)},
                   {"contact_email", text_or_null(r.contact.email)},
                   {"contact_phone", text_or_null(r.contact.phone)}};
  add_members(document, training_json(r));
  add_members(document, costs_json(r));
  document["created"] = util::to_rfc3339(r.created);
  document["changed"] = util::to_rfc3339(r.changed);
  return document;
}

Json to_json(const domain::Certificate& c)
{
  return {{"number", c.number},
          {"request", c.request},
          {"kind", domain::to_text(c.kind)},
          {"trainee", c.trainee},
          {"siret", c.siret.digits()},
          {"title", c.title},
          {"nature", domain::to_text(c.nature)},
          {"from", c.from.text()},
          {"to", c.to.text()},
          {"hours", k_hours(c.hours)},
          {"representative", c.representative},
          {"representative_title", maybe(c.title_of_representative, k_word)},
          {"role", c.role},
          {"provider_siret", c.provider.digits()},
          {"provider_name", text_or_null(c.provider_name)},
          {"company_name", text_or_null(c.company_name)},
          {"activity_number", text_or_null(c.activity_number)},
          {"module", maybe(c.module, k_same)},
          {"place", c.place},
          {"date", c.signed_on.text()},
          {"document", maybe(c.document, k_same)},
          {"file_name", text_or_null(c.file_name)},
          {"created", util::to_rfc3339(c.created)},
          {"replaced_by", text_or_null(c.replaced_by)}};
}

Json to_json(const domain::RequestDocument& document)
{
  return {{"request", document.request},
          {"position", document.position},
          {"kind", domain::to_text(document.use)},
          {"file_name", document.file_name},
          {"media_type", document.media_type},
          {"bytes", document.bytes},
          {"digest", document.digest},
          {"added_by", document.added_by},
          {"added", util::to_rfc3339(document.added)}};
}

Json to_json(const domain::RequestChange& change)
{
  return {{"at", util::to_rfc3339(change.at)},
          {"actor", change.actor},
          {"event", domain::to_text(change.event)},
          {"state", domain::to_text(change.to)},
          {"comment", text_or_null(change.comment)}};
}

namespace {

Json amounts_json(const domain::Invoice& invoice)
{
  const domain::InvoiceAmounts& amounts = invoice.amounts;
  return {{"amount_without_tax", amounts.without_tax.text()},
          {"vat_rate", maybe(amounts.vat_rate, k_percent)},
          {"tax", maybe(amounts.tax, k_as_text)},
          {"amount_with_tax", maybe(amounts.with_tax, k_as_text)},
          {"prepaid", maybe(invoice.prepaid, k_as_text)},
          {"amount_due", maybe(invoice.due, k_as_text)}};
}

Json life_json(const domain::Invoice& invoice)
{
  const auto masked = [](const domain::Iban& iban) { return domain::masked_iban(iban.text()); };
  return {{"iban", maybe(invoice.iban, masked)},
          {"document", maybe(invoice.document, k_same)},
          {"file_name", text_or_null(invoice.file_name)},
          {"state", domain::to_text(invoice.state)},
          {"reason", text_or_null(invoice.reason)},
          {"payment_reference", text_or_null(invoice.payment_reference)},
          {"paid_on", maybe(invoice.paid_on, k_as_text)},
          {"received", util::to_rfc3339(invoice.received)}};
}

} // namespace

Json to_json(const domain::Invoice& invoice)
{
  Json document = {{"number", invoice.number},
                   {"kind", invoice.is_credit_note() ? "credit_note" : "invoice"},
                   {"credit_note", invoice.is_credit_note()},
                   {"corrects", text_or_null(invoice.corrects)},
                   {"issuer_siret", invoice.issuer.digits()},
                   {"request", invoice.request},
                   {"date", invoice.date.text()},
                   {"module", maybe(invoice.module, k_same)},
                   {"hours", maybe(invoice.hours, k_hours)},
                   {"replaces", text_or_null(invoice.replaces)},
                   {"invoice_reference", text_or_null(invoice.reference)}};
  add_members(document, amounts_json(invoice));
  add_members(document, life_json(invoice));
  return document;
}

Json to_json(const domain::InvoiceChange& change)
{
  return {{"at", util::to_rfc3339(change.at)},
          {"actor", change.actor},
          {"event", domain::to_text(change.event)},
          {"state", domain::to_text(change.to)},
          {"comment", text_or_null(change.comment)},
          {"payment_reference", text_or_null(change.reference)},
          {"paid_on", maybe(change.paid_on, k_as_text)},
          {"although", text_or_null(change.although)}};
}

} // namespace myatlas::formats
