#include "operations/contributions/receipt_statement.hpp"
#include "operations/outcomes.hpp"

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
  const Result<domain::Contribution> contribution = domain::parse_contribution(code);
  return contribution ? label_of(texts, *contribution) : texts.tr(N_("Voluntary payment"));
}

void put_rate(const Texts& texts, const Json& line, formats::StatementRow& row)
{
  row.base = texts.money(text_of(line["base"]));
  row.rate = percent_for_people(texts, *domain::Rate::parse(text_of(line["rate"])));
}

formats::StatementRow row_of(const Texts& texts, const Json& line)
{
  formats::StatementRow row;
  row.label = label_of_code(texts, text_of(line["code"]));
  if (line["rate"].is_string()) {
    put_rate(texts, line, row);
  }
  row.amount = texts.money(text_of(line["amount"]));
  row.note = text_of(line["legal"]);
  return row;
}

std::string sentence_of_payment(const Texts& texts, const Json& payment)
{
  const std::string amount = text_of(payment["amount"]);
  const std::string day = texts.time(text_of(payment["date"]));
  if (amount.starts_with('-')) {
    return texts.trf(N_("Given back on {0}: {1}."), day, texts.money(amount.substr(1)));
  }
  return texts.trf(N_("Paid on {0}: {1}."), day, texts.money(amount));
}

std::string headcount_told(const Texts& texts, const std::string& headcount)
{
  return hundredths_for_people(texts, *domain::parse_headcount(headcount));
}

std::string attestation(const Texts& texts, const Json& document)
{
  return texts.trf(
    N_("OPCO Atlas attests that the company has paid in full the contributions of the payroll "
       "year {0} that it "
       "declared under the number {1}, on a gross payroll of {2}, with a headcount of {3}."),
    document["year"].get<int>(), text_of(document["declaration"]),
    texts.money(text_of(document["payroll"])),
    headcount_told(texts, text_of(document["headcount"])));
}

std::string way_to_verify(const Texts& texts, const Json& document)
{
  return texts.trf(N_("Verification code: {0}. \"myatlas verify-receipt {1} {0}\" checks it."),
                   text_of(document["verification_code"]), text_of(document["number"]));
}

std::vector<std::string> attested_by(const Texts& texts, const Json& document)
{
  std::vector<std::string> sentences = {attestation(texts, document)};
  for (const Json& payment : document["payments"]) {
    sentences.push_back(sentence_of_payment(texts, payment));
  }
  sentences.push_back(way_to_verify(texts, document));
  return sentences;
}

constexpr const char* k_column_titles[] = {N_("Contribution"), N_("Base"), N_("Rate"),
                                           N_("Amount")};

// The page of a receipt, part by part.
class ReceiptPage
{
public:
  ReceiptPage(const Texts& texts, const Json& document) : m_texts(texts), m_document(document) {}

  formats::Statement statement()
  {
    put_head();
    put_client();
    put_columns();
    put_total();
    put_explanation();
    return std::move(m_page);
  }

private:
  std::string tr(const char* text) const { return m_texts.tr(text); }
  std::string text(const char* member) const { return text_of(m_document[member]); }

  void put_head()
  {
    m_page.title = tr(N_("Receipt in full discharge"));
    m_page.subtitle = m_texts.trf(N_("No. {0} – pay of the year {1}"), text("number"),
                                  m_document["year"].get<int>());
    m_page.firm = text("issuer");
    m_page.date = m_texts.time(text("issued"));
  }

  void put_client()
  {
    const Json& company = m_document["company"];
    m_page.client_title =
      m_texts.trf(N_("Issued to, member code {0}"), text_of(company["member_code"]));
    m_page.client = text_of(company["name"]) + " – SIREN " + text_of(company["siren"]);
  }

  void put_columns()
  {
    constexpr std::size_t k_columns = 6;
    for (const char* title : k_column_titles) {
      m_page.column_titles.emplace_back(tr(title));
    }
    m_page.column_titles.resize(k_columns);
    for (const Json& line : m_document["lines"]) {
      m_page.rows.push_back(row_of(m_texts, line));
    }
  }

  void put_total()
  {
    formats::StatementRow& total = m_page.totals.emplace_back();
    total.label = tr(N_("Total paid, before tax"));
    total.amount = m_texts.money(text("total"));
  }

  void put_explanation()
  {
    m_page.explanation_title = tr(N_("What this receipt says"));
    m_page.explanation = attested_by(m_texts, m_document);
    m_page.foot = tr(N_("This document is worth nothing without its verification code."));
    m_page.page_word = tr(N_("page"));
  }

  const Texts& m_texts;
  const Json& m_document;
  formats::Statement m_page;
};

} // namespace

formats::Statement receipt_statement(const Texts& texts, const Json& document)
{
  return ReceiptPage(texts, document).statement();
}

} // namespace myatlas::operations
