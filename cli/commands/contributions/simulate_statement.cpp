// The statement for the client, in French whatever the language in use: it is filed in France.
#include <algorithm>
#include <filesystem>
#include <map>

#include "commands/contributions/simulate.hpp"
#include "formats/json/contribution_json.hpp"
#include "formats/pdf/statement_pdf.hpp"
#include "output/joined.hpp"
#include "output/result_file.hpp"
#include "texts/contribution_words.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

std::string note_on(const Texts& texts, const domain::ContributionLine& line)
{
  std::string note;
  if (line.part_count > 1) {
    note = parts_for_people(texts, line) + ".";
  } else if (line.reason != domain::Reason::none) {
    const bool computed = line.is_known() && !domain::lacks_agreement(line);
    const char* told = computed ? N_("Nothing, because: {0}.") : N_("Not computed: {0}.");
    note = texts.trf(told, sentence_of(texts, line.reason));
  }
  if (line.rule != nullptr) {
    join_to(note, line.rule->legal, " ");
  }
  return note;
}

std::string amount_of(const Texts& texts, const domain::ContributionLine& line)
{
  if (domain::lacks_agreement(line)) {
    return texts.tr(N_("not computed"));
  }
  return line.is_known() ? texts.money(line.amount.text()) : texts.tr(N_("unknown"));
}

formats::StatementRow row_of(const Texts& texts, const domain::ContributionLine& line)
{
  formats::StatementRow row;
  row.label = label_of(texts, line.code);
  row.base = texts.money(line.base.text());
  row.rate = line.rate ? percent_for_people(texts, *line.rate) : "";
  row.amount = amount_of(texts, line);
  row.collector = collector_name(line.collection->collector);
  row.due = due_text(texts, line);
  row.note = note_on(texts, line);
  return row;
}

// Whether all that a collector would be paid is a branch without an agreement: then nothing of it
// was computed.
bool is_uncomputed(const domain::Simulation& simulation, const std::string& collector)
{
  return std::ranges::all_of(simulation, [&](const domain::ContributionLine& line) {
    return line.collection->collector != collector || domain::lacks_agreement(line);
  });
}

std::string period_of(const Texts& texts, const domain::Simulation& simulation)
{
  if (simulation.month) {
    return texts.trf(N_("Pay of {0}"), month_for_people(texts, *simulation.month));
  }
  return simulation.is_part()
           ? texts.trf(N_("Pay of {0} alone"), months_for_people(texts, simulation))
           : texts.trf(N_("Pay of the year {0}"), simulation.year);
}

// What the figures are to be read with. That of a line without a rate stands in the line.
std::vector<std::string> notes_of(const Texts& texts, const EmployerResult& result)
{
  std::vector<std::string> notes;
  for (const Error& warning : result.warnings) {
    if (!warning.code.starts_with("rates.unknown")) {
      notes.push_back(sentence_of(texts, warning) + ".");
    }
  }
  return notes;
}

void add_totals(const Texts& texts, const domain::Simulation& simulation,
                formats::Statement& statement)
{
  const formats::Json document = formats::to_json(simulation);
  for (const formats::Json& total : document["totals"]) {
    const std::string collector = total["collector"].get<std::string>();
    formats::StatementRow& row = statement.totals.emplace_back();
    row.label = texts.trf(N_("of which {0}"), collector_name(collector));
    row.amount = is_uncomputed(simulation, collector)
                   ? texts.tr(N_("not computed"))
                   : texts.money(total["amount"].get<std::string>());
  }
  formats::StatementRow& total = statement.totals.emplace_back();
  total.label = simulation.unknown || domain::lacks_agreement(simulation)
                  ? texts.tr(N_("Total without the contribution of the branch"))
                  : texts.tr(N_("Total"));
  total.amount = texts.money(simulation.total.text());
}

std::string client_of(const EmployerResult& result, const SimulateOptions& options)
{
  std::string client = options.client.empty() ? result.name : options.client;
  if (!result.siren.empty()) {
    join_to(client, "SIREN " + result.siren, " – ");
  }
  return client;
}

formats::Statement statement_of(const Texts& texts, const EmployerResult& result,
                                const SimulateOptions& options, const std::string& today)
{
  const domain::Simulation& simulation = result.simulation;
  formats::Statement statement;
  statement.title = texts.tr(N_("Training and apprenticeship contributions"));
  statement.subtitle = period_of(texts, simulation);
  statement.firm = options.firm;
  statement.client = client_of(result, options);
  statement.client_title = texts.tr(N_("For"));
  statement.date = texts.time(today);
  for (const char* title :
       {N_("Contribution"), N_("Base"), N_("Rate"), N_("Amount"), N_("Collected by"), N_("Due")}) {
    statement.column_titles.emplace_back(texts.tr(title));
  }
  for (const domain::ContributionLine& line : simulation) {
    statement.rows.push_back(row_of(texts, line));
  }
  add_totals(texts, simulation, statement);
  statement.notes_title = texts.tr(N_("To be aware of"));
  statement.notes = notes_of(texts, result);
  statement.explanation_title = texts.tr(N_("How each amount was worked out"));
  statement.explanation = explanation_of(texts, result, Reader::client);
  statement.foot =
    texts.trf(N_("Simulation before tax with the rates of {0}. It replaces neither the "
                 "declaration nor the advice of a chartered "
                 "accountant."),
              texts.time(simulation.rates->version));
  statement.page_word = texts.tr(N_("page"));
  return statement;
}

// A name that any file system takes: SIREN, name and year, in bare letters.
std::string file_name_of(const EmployerResult& result)
{
  constexpr std::size_t k_longest = 60;
  std::string name = util::fold(result.name).substr(0, k_longest);
  std::ranges::replace(name, '_', '-');
  std::erase_if(name, [](char c) { return !util::is_alnum(c) && c != '-'; });
  std::string siren = result.siren;
  std::erase_if(siren, [](char c) { return !util::is_alnum(c); });
  const std::string period = result.simulation.month ? result.simulation.month->text()
                                                     : std::to_string(result.simulation.year);
  std::string whole;
  for (const std::string& part : {siren, name, period}) {
    if (!part.empty()) {
      join_to(whole, part, "-");
    }
  }
  return whole;
}

} // namespace

Result<std::size_t> write_statements(Session& session, const std::vector<EmployerResult>& results,
                                     const SimulateOptions& options)
{
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::create_directories(options.pdf_dir, failed);
  std::map<std::string, int> names; // two of one name get a number
  const util::Instant now = session.clock().now();
  for (const EmployerResult& result : results) {
    const std::string name = file_name_of(result);
    const int place = ++names[name];
    const fs::path path =
      fs::path(options.pdf_dir) / (name + (place == 1 ? "" : "-" + std::to_string(place)) + ".pdf");
    const Outcome apart = session.check_target(path);
    TRY(apart ? write_pdf(
                  formats::statement_pdf(statement_of(session.texts().in("fr"), result, options,
                                                      domain::date_of(now, session.zone()).text()),
                                         now),
                  path)
              : apart);
  }
  return results.size();
}

Outcome write_statement(Session& session, const std::vector<EmployerResult>& results,
                        const SimulateOptions& options)
{
  if (results.size() != 1) {
    return Error{"statement.one", {std::to_string(results.size())}}.at("--pdf");
  }
  const util::Instant now = session.clock().now();
  return write_pdf(
    formats::statement_pdf(statement_of(session.texts().in("fr"), results.front(), options,
                                        domain::date_of(now, session.zone()).text()),
                           now),
    options.pdf);
}

} // namespace myatlas::cli
