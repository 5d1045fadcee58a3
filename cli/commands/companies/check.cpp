#include <algorithm>

#include "commands/companies/commands.hpp"
#include "commands/options.hpp"
#include "operations/companies/check.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "session.hpp"
#include "store_in_use.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using CheckWords = std::vector<std::string>;

struct CheckOptions
{
  std::string kind;
  CheckWords values;
  bool online = false;
};

std::string kind_names(const char* between)
{
  return joined(domain::check_kinds(), between, &domain::CheckKind::name);
}

constexpr FormOption<CheckOptions> k_check_options[] = {
  {"--online", &CheckOptions::online, N_("SIRETs: ask the public register of companies, too")},
};

void bind_check(CommandLine& line, CheckOptions& o)
{
  line.argument({"KIND", kind_names("|")}, o.kind, N_("Kind of value"));
  line.arguments("VALUE", o.values, N_("Values, or - for standard input, one a line"));
  add_options(line, o, k_check_options);
}

// One value a line; the line's end is not part of it. A line, and how many there are, has a bound:
// what is piped may have no end.
class LineReader
{
public:
  Result<CheckWords> read(std::FILE* in)
  {
    for (int c = std::fgetc(in); c != EOF; c = std::fgetc(in)) {
      TRY(check_bounds(c));
      take(static_cast<char>(c));
    }
    end();
    return m_lines;
  }

private:
  Outcome check_bounds(int next) const
  {
    if (m_lines.size() > k_most_lines) {
      return Error{"input.many_lines", {std::to_string(k_most_lines)}};
    }
    if (next != '\n' && m_lines.back().size() == k_most_bytes) {
      return Error{"input.long_line", {std::to_string(k_most_bytes)}};
    }
    return Done{};
  }

  void take(char c)
  {
    if (c == '\n') {
      m_lines.emplace_back();
    } else {
      m_lines.back() += c;
    }
  }

  void end()
  {
    if (m_lines.back().empty()) {
      m_lines.pop_back();
    }
    std::ranges::for_each(m_lines, without_return);
  }

  static void without_return(std::string& line)
  {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
  }

  static constexpr std::size_t k_most_bytes = 4096, k_most_lines = 100'000;

  CheckWords m_lines{std::string()};
};

// In columns, for a person.
void add_register_columns(const Texts& texts, const Json& answer, Json& row)
{
  const Json& there = member_of(answer, "establishment");
  const bool is_hidden = member_of(there, "masked") == true && member_of(there, "name").is_null();
  row["register"] = answer.at("outcome");
  row["name"] = is_hidden ? Json(texts.tr(N_("not published"))) : member_of(there, "name");
  row["town"] = member_of(there, "town");
}

Error unknown_kind(const std::string& kind)
{
  return {"check.kind", {kind, kind_names(", ")}};
}

Outcome check_options(const CheckOptions& options, const domain::CheckKind* kind)
{
  if (kind == nullptr) {
    return unknown_kind(options.kind);
  }
  return fail_unless(!options.online || operations::has_register(*kind),
                     {"usage.both", {std::string(kind->name), "--online"}});
}

// Opens the store to write, since it keeps what the register answers; null where the register is
// not asked.
Result<operations::SireneLookup*> register_for(Session& session, const CheckOptions& options)
{
  if (!options.online) {
    return nullptr;
  }
  StoreInUse& in_use = session.store_in_use();
  TRY(in_use.open_for(operations::Effect::write, operations::Who::nobody));
  return in_use.look_up();
}

// One run: what is checked, by what, and what was found so far.
class Checks
{
public:
  Checks(Session& session, const domain::CheckKind& kind, operations::SireneLookup* look_up)
    : m_session(session), m_kind(kind), m_look_up(look_up)
  {
  }

  Json rows_of(const CheckWords& inputs)
  {
    Json rows = Json::array();
    for (const std::string& input : inputs) {
      rows.push_back(check(input));
    }
    return rows;
  }

  // How the command ends.
  int status() const
  {
    const Errors& unavailable = m_verdict.unavailable;
    return unavailable.empty() ? done_or_negative(!m_verdict.is_negative)
                               : static_cast<int>(status_of(unavailable));
  }

private:
  // What was found of one value: its row; what is to be said of it is said.
  Json check(const std::string& input)
  {
    operations::CheckedValue checked = operations::check_value(m_kind, input, m_look_up);
    if (checked.doubt) {
      m_session.warn(*checked.doubt);
    }
    tell(checked);
    show_register(checked.row);
    return std::move(checked.row);
  }

  void show_register(Json& row) const
  {
    if (m_session.is_table() && row.contains("register")) {
      add_register_columns(m_session.texts(), Json(row["register"]), row);
    }
  }

  void note_error(const Error& error)
  {
    m_session.note(sentence_of(m_session.texts(), error) + " [" + error.code + "]");
  }

  void tell(const operations::CheckedValue& checked)
  {
    m_verdict.take(checked);
    std::ranges::for_each(checked.problems, [this](const Error& error) { note_error(error); });
  }

  Session& m_session;
  const domain::CheckKind& m_kind;
  operations::SireneLookup* m_look_up; // null: not asked
  operations::CheckVerdict m_verdict;
};

const std::vector<Field> k_check_fields = {{"kind", N_("Kind"), Show::state},
                                           {"input", N_("Value")},
                                           {"valid", N_("Valid")},
                                           {"normalized", N_("Normal form")},
                                           {"code", N_("Code")}};

const std::vector<Field> k_online_check_fields = fields_and(
  k_check_fields, {{"register", N_("Register")}, {"name", N_("Name")}, {"town", N_("Town")}});

Result<CheckWords> inputs_of(const Session& session, const CheckOptions& options)
{
  const bool piped = options.values == CheckWords{"-"};
  return piped ? LineReader().read(session.env().in) : Result<CheckWords>(options.values);
}

void show_checks(Session& session, const CheckOptions& options, const Json& results)
{
  session.show({operations::values_checked(results),
                options.online ? k_online_check_fields : k_check_fields, "results"});
}

Result<int> run_check(Session& session, const CheckOptions& options)
{
  const domain::CheckKind* kind = domain::find_check_kind(options.kind);
  TRY(check_options(options, kind));
  TRY_ASSIGN(const auto look_up, register_for(session, options));
  TRY_ASSIGN(const CheckWords inputs, inputs_of(session, options));
  Checks checks(session, *kind, look_up);
  show_checks(session, options, checks.rows_of(inputs));
  return checks.status();
}

constexpr Example k_check_examples[] = {
  {N_("A SIRET"), "myatlas check siret 73282932000074"},
  {N_("A column of a file, one value a line"),
   "tail -n +2 clients.csv | cut -d';' -f2 | myatlas check siret - -o json"},
  {N_("Whether establishments are open, by the public register"),
   "myatlas check siret 73282932000074 35600000053210 --online"},
};

} // namespace

const Command k_check = {
  .name = "check",
  .group = Group::companies,
  .summary = N_("Check identifiers"),
  .description =
    N_("Checks values by themselves, without a network: siret, siren, nir, vat, iban, bic, nda, "
       "uai, naf, idcc, rncp, email or phone. Ends with 1 when any of them is wrong. With - the "
       "values come from standard input, one a line. With --online SIRETs are also asked for at "
       "the public register (recherche-entreprises, or INSEE's Sirene where there is a key): open "
       "or closed, name, address, activity, agreements, training body and Qualiopi; the answer is "
       "kept in the store for a week. Nobody to ask is 69 or 75, never 'not found'."),
  .examples = k_check_examples,
  .declare = with_options<bind_check, run_check>,
  .answers = "check/1",
};

} // namespace myatlas::cli
