// The statement for the client, in French whatever the language in use: it is filed in France.
#include "operations/contributions/simulation_statement.hpp"

#include <algorithm>

#include "domain/values/date.hpp"
#include "formats/json/contribution_json.hpp"
#include "formats/pdf/statement_pdf.hpp"
#include "texts/contribution_explanation.hpp"
#include "texts/contribution_words.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using texts::collector_name;
using texts::Texts;

std::string note_on_nothing(const Texts& texts, const domain::ContributionLine& line)
{
  const bool computed = line.is_known() && !domain::lacks_agreement(line);
  const char* told = computed ? N_("Nothing, because: {0}.") : N_("Not computed: {0}.");
  return texts.trf(told, sentence_of(texts, line.reason));
}

std::string note_on_amount(const Texts& texts, const domain::ContributionLine& line)
{
  if (line.part_count > 1) {
    return parts_for_people(texts, line) + ".";
  }
  return line.reason == domain::Reason::none ? "" : note_on_nothing(texts, line);
}

std::string note_on(const Texts& texts, const domain::ContributionLine& line)
{
  std::string note = note_on_amount(texts, line);
  if (line.rule != nullptr) {
    util::add_to_list(note, line.rule->legal, " ");
  }
  return note;
}

std::string amount_told(const Texts& texts, const domain::ContributionLine& line)
{
  if (domain::lacks_agreement(line)) {
    return texts.tr(N_("not computed"));
  }
  return line.is_known() ? texts.money(line.amount.text()) : texts.tr(N_("unknown"));
}

// What is taken of what, at which rate.
void put_figures(const Texts& texts, const domain::ContributionLine& line,
                 formats::StatementRow& row)
{
  row.base = texts.money(line.base.text());
  row.rate = line.rate ? percent_for_people(texts, *line.rate) : "";
  row.amount = amount_told(texts, line);
}

formats::StatementRow row_of_line(const Texts& texts, const domain::ContributionLine& line)
{
  formats::StatementRow row;
  row.label = label_of(texts, line.code);
  put_figures(texts, line, row);
  row.collector = collector_name(line.collection->collector);
  row.due = due_text(texts, line);
  row.note = note_on(texts, line);
  return row;
}

bool is_computed_for(const domain::ContributionLine& line, domain::Collector collector)
{
  return line.collection->collector == collector && !domain::lacks_agreement(line);
}

// Whether all that a collector would be paid is a branch without an agreement: then nothing of it
// was computed.
bool is_uncomputed(const domain::Simulation& simulation, domain::Collector collector)
{
  return std::ranges::none_of(simulation, [&](const domain::ContributionLine& line) {
    return is_computed_for(line, collector);
  });
}

std::string period_of_year(const Texts& texts, const domain::Simulation& simulation)
{
  return simulation.is_part()
           ? texts.trf(N_("Pay of {0} alone"), months_for_people(texts, simulation))
           : texts.trf(N_("Pay of the year {0}"), simulation.year);
}

std::string period_of(const Texts& texts, const domain::Simulation& simulation)
{
  return simulation.month ? texts.trf(N_("Pay of {0}"), month_for_people(texts, *simulation.month))
                          : period_of_year(texts, simulation);
}

bool is_of_line(const Error& warning)
{
  return warning.code.starts_with("rates.unknown");
}

// What the figures are to be read with. That of a line without a rate stands in the line.
std::vector<std::string> notes_of(const Texts& texts, const EmployerResult& result)
{
  std::vector<std::string> notes;
  for (const Error& warning : result.warnings) {
    if (!is_of_line(warning)) {
      notes.push_back(sentence_of(texts, warning) + ".");
    }
  }
  return notes;
}

std::string text_in(const Json& total, const char* member)
{
  return total[member].get<std::string>();
}

domain::Collector collector_in(const Json& total)
{
  return *domain::collector_called(text_in(total, "collector"));
}

std::string amount_in(const Texts& texts, const domain::Simulation& simulation, const Json& total)
{
  return is_uncomputed(simulation, collector_in(total)) ? texts.tr(N_("not computed"))
                                                        : texts.money(text_in(total, "amount"));
}

// What one collector is paid.
formats::StatementRow part_of_total(const Texts& texts, const domain::Simulation& simulation,
                                    const Json& total)
{
  formats::StatementRow row;
  row.label = texts.trf(N_("of which {0}"), collector_name(collector_in(total)));
  row.amount = amount_in(texts, simulation, total);
  return row;
}

const char* name_of_total(const domain::Simulation& simulation)
{
  return simulation.unknown || domain::lacks_agreement(simulation)
           ? N_("Total without the contribution of the branch")
           : N_("Total");
}

formats::StatementRow whole_of(const Texts& texts, const domain::Simulation& simulation)
{
  formats::StatementRow row;
  row.label = texts.tr(name_of_total(simulation));
  row.amount = texts.money(simulation.total.text());
  return row;
}

void add_totals(const Texts& texts, const domain::Simulation& simulation,
                formats::Statement& statement)
{
  const Json document = formats::to_json(simulation);
  for (const Json& total : document["totals"]) {
    statement.totals.push_back(part_of_total(texts, simulation, total));
  }
  statement.totals.push_back(whole_of(texts, simulation));
}

std::string name_of_client(const EmployerResult& result, const StatementParties& parties)
{
  std::string client = parties.client.empty() ? result.name : parties.client;
  if (!result.siren.empty()) {
    util::add_to_list(client, "SIREN " + result.siren, " – ");
  }
  return client;
}

constexpr const char* k_statement_titles[] = {N_("Contribution"), N_("Base"),         N_("Rate"),
                                              N_("Amount"),       N_("Collected by"), N_("Due")};

// What a statement has of one result, part by part.
class StatementOfResult
{
public:
  StatementOfResult(const Texts& texts, const EmployerResult& result)
    : m_texts(texts), m_result(result)
  {
  }

  formats::Statement statement(const StatementParties& parties, const std::string& today)
  {
    put_head(parties, today);
    put_lines();
    put_notes();
    put_foot();
    return m_statement;
  }

private:
  void put_head(const StatementParties& parties, const std::string& today)
  {
    m_statement.title = m_texts.tr(N_("Training and apprenticeship contributions"));
    m_statement.subtitle = period_of(m_texts, m_result.simulation);
    m_statement.date = m_texts.time(today);
    put_parties(parties);
  }

  // Whom it is by and for.
  void put_parties(const StatementParties& parties)
  {
    m_statement.firm = parties.firm;
    m_statement.client = name_of_client(m_result, parties);
    m_statement.client_title = m_texts.tr(N_("For"));
  }

  void put_lines()
  {
    for (const char* title : k_statement_titles) {
      m_statement.column_titles.emplace_back(m_texts.tr(title));
    }
    for (const domain::ContributionLine& line : m_result.simulation) {
      m_statement.rows.push_back(row_of_line(m_texts, line));
    }
    add_totals(m_texts, m_result.simulation, m_statement);
  }

  void put_notes()
  {
    m_statement.notes_title = m_texts.tr(N_("To be aware of"));
    m_statement.notes = notes_of(m_texts, m_result);
    m_statement.explanation_title = m_texts.tr(N_("How each amount was worked out"));
    m_statement.explanation =
      texts::explanation_of(m_texts, m_result.facts, m_result.simulation, texts::Reader::client);
  }

  void put_foot()
  {
    m_statement.foot =
      m_texts.trf(N_("Simulation before tax with the rates of {0}. It replaces neither the "
                     "declaration nor the advice of a chartered "
                     "accountant."),
                  m_texts.time(m_result.simulation.rates->version));
    m_statement.page_word = m_texts.tr(N_("page"));
  }

  const Texts& m_texts;
  const EmployerResult& m_result;
  formats::Statement m_statement;
};

bool is_no_letter(char c)
{
  return !util::is_alnum(c);
}

std::string bare_siren(std::string siren)
{
  std::erase_if(siren, is_no_letter);
  return siren;
}

std::string bare_name(const std::string& full)
{
  constexpr std::size_t k_longest = 60;
  std::string name = util::fold(full).substr(0, k_longest);
  std::ranges::replace(name, '_', '-');
  std::erase_if(name, [](char c) { return is_no_letter(c) && c != '-'; });
  return name;
}

std::string period_in_name(const domain::Simulation& simulation)
{
  return simulation.month ? simulation.month->text() : std::to_string(simulation.year);
}

// A name that any file system takes: SIREN, name and year, in bare letters.
std::string file_name_of(const EmployerResult& result)
{
  std::string whole;
  for (const std::string& part :
       {bare_siren(result.siren), bare_name(result.name), period_in_name(result.simulation)}) {
    if (!part.empty()) {
      util::add_to_list(whole, part, "-");
    }
  }
  return whole;
}

} // namespace

Result<std::string> contribution_statement(const texts::Texts& texts, const EmployerResult& result,
                                           const StatementParties& parties, const Moment& moment)
{
  const std::string today = domain::date_of(moment.now, moment.zone).text();
  const Texts french = texts.in("fr");
  return formats::statement_pdf(StatementOfResult(french, result).statement(parties, today),
                                moment.now);
}

std::string StatementNames::next(const EmployerResult& result)
{
  const std::string name = file_name_of(result);
  const int place = ++m_places[name];
  return name + (place == 1 ? "" : "-" + std::to_string(place)) + ".pdf";
}

} // namespace myatlas::operations
