#include "formats/json/declaration_json.hpp"

#include "formats/json/nullable.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

using domain::Declaration;
using domain::DeclarationChange;
using domain::DeclarationEvent;

Json line_json(const domain::DeclarationLine& line)
{
  return {{"code", line.code},
          {"base", line.base.text()},
          {"rate", maybe(line.rate, &domain::Rate::text)},
          {"amount", line.amount.text()},
          {"legal", text_or_null(line.legal)}};
}

Json lines_of(const Declaration& declaration)
{
  return array_of(declaration.lines, line_json);
}

bool is_payment(DeclarationEvent event)
{
  return event == DeclarationEvent::pay || event == DeclarationEvent::settle;
}

std::string day_of(const DeclarationChange& change, const util::TimeZone& zone)
{
  return change.day.empty() ? domain::date_of(change.at, zone).text() : change.day;
}

// What is given back is below zero.
domain::Money paid_by(const DeclarationChange& change)
{
  const std::int64_t cents = change.amount.cents;
  return {domain::gives_back(change.event) ? -cents : cents};
}

bool moves_money(const DeclarationChange& change)
{
  const bool is_told = is_payment(change.event) || domain::gives_back(change.event);
  return is_told && change.amount.cents > 0;
}

Json payment_json(const DeclarationChange& change, const util::TimeZone& zone)
{
  return {{"date", day_of(change, zone)}, {"amount", paid_by(change).text()}};
}

Json payments_json(const DeclarationHistory& history, const util::TimeZone& zone)
{
  Json payments = Json::array();
  for (const DeclarationChange& change : history) {
    if (moves_money(change)) {
      payments.push_back(payment_json(change, zone));
    }
  }
  return payments;
}

const auto k_member_code = [](const auto& company) { return company.member_code.text(); };

Json company_json(const Declaration& declaration, const std::optional<domain::Company>& company)
{
  return {{"siren", declaration.siren.digits()},
          {"name", maybe(company, &domain::Company::name)},
          {"member_code", maybe(company, k_member_code)}};
}

} // namespace

Json to_json(const Declaration& d)
{
  return {{"number", d.number},
          {"siren", d.siren.digits()},
          {"year", d.year},
          {"state", domain::to_text(d.state)},
          {"headcount", util::format_decimal(d.headcount, 2)},
          {"payroll", d.payroll.text()},
          {"idcc", text_or_null(d.idcc)},
          {"lines", lines_of(d)},
          {"total", d.total.text()},
          {"paid", d.paid.text()},
          {"left", d.left().text()},
          {"credit", d.credit().text()},
          {"due", d.due.text()},
          {"created", util::to_rfc3339(d.created)},
          {"changed", util::to_rfc3339(d.changed)},
          {"reference", text_or_null(d.reference)}};
}

Json to_json(const DeclarationChange& change)
{
  return {{"at", util::to_rfc3339(change.at)},
          {"actor", change.actor},
          {"event", domain::to_text(change.event)},
          {"state", domain::to_text(change.to)},
          {"amount", change.amount.text()},
          {"day", text_or_null(change.day)},
          {"reference", text_or_null(change.reference)},
          {"means", change.means ? Json(domain::to_text(*change.means)) : Json(nullptr)}};
}

Json receipt_document(const domain::Receipt& receipt, const Declaration& declaration,
                      const DeclarationHistory& history,
                      const std::optional<domain::Company>& company, const util::TimeZone& zone)
{
  return {{"schema", "myatlas/receipt/1"},
          {"number", receipt.number},
          {"declaration", declaration.number},
          {"issuer", "OPCO Atlas"},
          {"company", company_json(declaration, company)},
          {"year", declaration.year},
          {"headcount", util::format_decimal(declaration.headcount, 2)},
          {"payroll", declaration.payroll.text()},
          {"lines", lines_of(declaration)},
          {"total", declaration.total.text()},
          {"payments", payments_json(history, zone)},
          {"issued", domain::date_of(receipt.issued, zone).text()}};
}

} // namespace myatlas::formats
