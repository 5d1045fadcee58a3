#include "operations/contributions/receipt_statement.hpp"

#include "domain/contributions/employer.hpp"
#include "texts/contribution_words.hpp"

namespace myatlas::operations {

namespace {

using formats::Json;
using texts::Texts;

std::string text_of(const Json& value)
{
  return value.is_string() ? value.get<std::string>() : "";
}

std::string label_of_code(const Texts& texts, const std::string& code)
{
  const util::Result<domain::Contribution> contribution = domain::parse_contribution(code);
  return contribution ? label_of(texts, *contribution) : texts.tr(N_("Voluntary payment"));
}

formats::StatementRow row_of(const Texts& texts, const Json& line)
{
  formats::StatementRow row;
  row.label = label_of_code(texts, text_of(line["code"]));
  if (line["rate"].is_string()) {
    row.base = texts.money(text_of(line["base"]));
    row.rate = percent_for_people(texts, *domain::Rate::parse(text_of(line["rate"])));
  }
  row.amount = texts.money(text_of(line["amount"]));
  row.note = text_of(line["legal"]);
  return row;
}

std::string sentence_of_payment(const Texts& texts, const Json& payment)
{
  const std::string amount = text_of(payment["amount"]), day = text_of(payment["date"]);
  const bool returned = amount.starts_with('-');
  const char* told = returned ? N_("Given back on {0}: {1}.") : N_("Paid on {0}: {1}.");
  return texts.trf(told, texts.time(day), texts.money(returned ? amount.substr(1) : amount));
}

std::vector<std::string> attested_by(const Texts& texts, const Json& document)
{
  std::vector<std::string> sentences = {texts.trf(
    N_("OPCO Atlas attests that the company has paid in full the contributions of the payroll "
       "year {0} that it "
       "declared under the number {1}, on a gross payroll of {2}, with a headcount of {3}."),
    document["year"].get<int>(), text_of(document["declaration"]),
    texts.money(text_of(document["payroll"])),
    hundredths_for_people(texts, *domain::parse_headcount(text_of(document["headcount"]))))};
  for (const Json& payment : document["payments"]) {
    sentences.push_back(sentence_of_payment(texts, payment));
  }
  sentences.push_back(
    texts.trf(N_("Verification code: {0}. \"myatlas verify-receipt {1} {0}\" checks it."),
              text_of(document["verification_code"]), text_of(document["number"])));
  return sentences;
}

} // namespace

formats::Statement receipt_statement(const Texts& texts, const Json& document)
{
  const Json& company = document["company"];
  formats::Statement statement;
  statement.title = texts.tr(N_("Receipt in full discharge"));
  statement.subtitle = texts.trf(N_("No. {0} – pay of the year {1}"), text_of(document["number"]),
                                 document["year"].get<int>());
  statement.firm = text_of(document["issuer"]);
  statement.date = texts.time(text_of(document["issued"]));
  statement.client_title =
    texts.trf(N_("Issued to, member code {0}"), text_of(company["member_code"]));
  statement.client = text_of(company["name"]) + " – SIREN " + text_of(company["siren"]);
  for (const char* title : {N_("Contribution"), N_("Base"), N_("Rate"), N_("Amount")}) {
    statement.column_titles.emplace_back(texts.tr(title));
  }
  statement.column_titles.resize(6);
  for (const Json& line : document["lines"]) {
    statement.rows.push_back(row_of(texts, line));
  }
  formats::StatementRow& total = statement.totals.emplace_back();
  total.label = texts.tr(N_("Total paid, before tax"));
  total.amount = texts.money(text_of(document["total"]));
  statement.explanation_title = texts.tr(N_("What this receipt says"));
  statement.explanation = attested_by(texts, document);
  statement.foot = texts.tr(N_("This document is worth nothing without its verification code."));
  statement.page_word = texts.tr(N_("page"));
  return statement;
}

} // namespace myatlas::operations
