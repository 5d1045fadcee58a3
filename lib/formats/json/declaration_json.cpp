#include "formats/json/declaration_json.hpp"

#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

Json lines_of(const domain::Declaration& declaration)
{
  Json lines = Json::array();
  for (const domain::DeclarationLine& line : declaration.lines) {
    lines.push_back({{"code", line.code},
                     {"base", line.base.text()},
                     {"rate", line.rate ? Json(line.rate->text()) : Json(nullptr)},
                     {"amount", line.amount.text()},
                     {"legal", line.legal.empty() ? Json(nullptr) : Json(line.legal)}});
  }
  return lines;
}

} // namespace

Json to_json(const domain::Declaration& d)
{
  return {{"number", d.number},
          {"siren", d.siren.digits()},
          {"year", d.year},
          {"state", domain::to_text(d.state)},
          {"headcount", util::format_decimal(d.headcount, 2)},
          {"payroll", d.payroll.text()},
          {"idcc", d.idcc.empty() ? Json(nullptr) : Json(d.idcc)},
          {"lines", lines_of(d)},
          {"total", d.total.text()},
          {"paid", d.paid.text()},
          {"left", d.left().text()},
          {"credit", d.credit().text()},
          {"due", d.due.text()},
          {"created", util::to_rfc3339(d.created)},
          {"changed", util::to_rfc3339(d.changed)}};
}

Json to_json(const domain::DeclarationChange& change)
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

Json receipt_document(const domain::Receipt& receipt, const domain::Declaration& declaration,
                      const std::vector<domain::DeclarationChange>& history,
                      const std::optional<domain::Company>& company, const util::TimeZone& zone)
{
  Json payments = Json::array();
  for (const domain::DeclarationChange& change : history) {
    const bool paid = change.event == domain::DeclarationEvent::pay ||
                      change.event == domain::DeclarationEvent::settle;
    const bool returned = domain::gives_back(change.event);
    if ((paid || returned) && change.amount.cents > 0) {
      const domain::Money amount{returned ? -change.amount.cents : change.amount.cents};
      payments.push_back(
        {{"date", change.day.empty() ? domain::date_of(change.at, zone).text() : change.day},
         {"amount", amount.text()}});
    }
  }
  return {{"schema", "myatlas/receipt/1"},
          {"number", receipt.number},
          {"declaration", declaration.number},
          {"issuer", "OPCO Atlas"},
          {"company",
           {{"siren", declaration.siren.digits()},
            {"name", company ? Json(company->name) : Json(nullptr)},
            {"member_code", company ? Json(company->member_code.text()) : Json(nullptr)}}},
          {"year", declaration.year},
          {"headcount", util::format_decimal(declaration.headcount, 2)},
          {"payroll", declaration.payroll.text()},
          {"lines", lines_of(declaration)},
          {"total", declaration.total.text()},
          {"payments", payments},
          {"issued", domain::date_of(receipt.issued, zone).text()}};
}

} // namespace myatlas::formats
