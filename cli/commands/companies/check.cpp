#include "commands/options.hpp"
#include "domain/values/bank.hpp"
#include "domain/values/kinds_of_check.hpp"

#include <algorithm>

#include "commands/companies/commands.hpp"
#include "formats/json/sirene_json.hpp"
#include "output/joined.hpp"
#include "session.hpp"
#include "store_in_use.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"
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

Json answer(const domain::CheckKind& kind, const std::string& input,
            const Result<std::string>& result)
{
  Json row = {{"kind", kind.name},
              {"input", util::is_utf8(input) ? input : util::printable(input)},
              {"valid", static_cast<bool>(result)}};
  row["normalized"] = result ? Json(*result) : Json(nullptr);
  row["code"] = result ? Json(nullptr) : Json(result.error().code);
  return row;
}

bool has_wrong_rib_key(const Result<domain::Iban>& iban)
{
  return iban && !domain::rib_key_holds(*iban);
}

Error rib_key_doubt(const std::string& iban)
{
  return {"iban.rib_key", {domain::masked_iban(iban)}};
}

std::optional<Error> doubt_about_iban(const std::string& normal)
{
  return has_wrong_rib_key(domain::Iban::parse(normal)) ? std::optional(rib_key_doubt(normal))
                                                        : std::nullopt;
}

// What is odd about a value that is right: an IBAN whose account has a key (clé RIB) that does not
// hold.
std::optional<Error> doubt_about(const domain::CheckKind& kind, const Result<std::string>& normal)
{
  return normal && kind.name == "iban" ? doubt_about_iban(*normal) : std::nullopt;
}

std::string_view name_of_outcome(const services::SireneAnswer& answer)
{
  return domain::name_of(domain::k_sirene_outcomes, answer.outcome);
}

Json establishment_json(const services::SireneAnswer& answer)
{
  return answer.establishment ? formats::to_json(*answer.establishment) : Json(nullptr);
}

// What the public register says of a SIRET, beside the answer on its form.
Json public_json(const services::SireneAnswer& answer)
{
  Json json = {{"outcome", name_of_outcome(answer)}, {"source", answer.source}};
  json["asked"] = answer.asked ? Json(util::to_rfc3339(*answer.asked)) : Json(nullptr);
  json["code"] = answer.problem ? Json(answer.problem->code) : Json(nullptr);
  json["establishment"] = establishment_json(answer);
  return json;
}

// In columns, for a person.
void add_register_columns(const Texts& texts, const services::SireneAnswer& answer, Json& row)
{
  row["register"] = name_of_outcome(answer);
  row["name"] = nullptr;
  row["town"] = nullptr;
  if (const auto& e = answer.establishment) {
    row["name"] = e->masked && e->name.empty() ? texts.tr(N_("not published")) : e->name;
    row["town"] = e->town;
  }
}

Errors problem_of(const services::SireneAnswer& answer)
{
  return answer.problem ? Errors{*answer.problem} : Errors{};
}

// What is to be said of it; an older answer stands in where the register could not be asked.
Errors told_of(const domain::Siret& siret, const services::SireneAnswer& answer)
{
  const auto objection = services::objection_to(siret, answer);
  return objection ? Errors{*objection} : problem_of(answer);
}

bool has_no_register(const CheckOptions& options, const domain::CheckKind& kind)
{
  return options.online && kind.name != "siret";
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
  return fail_unless(!has_no_register(options, *kind),
                     {"usage.both", {std::string(kind->name), "--online"}});
}

Result<services::SireneLookup*> register_for(Session& session, const CheckOptions& options)
{
  if (!options.online) {
    return nullptr;
  }
  TRY(session.store_in_use().open(store::Store::Use::write, operations::Who::nobody));
  return session.store_in_use().look_up();
}

// What was found over all values: the gravest decides how the command ends.
struct Verdict
{
  bool is_negative = false;
  Errors unavailable;

  void take(const Error& error, const Json& row)
  {
    const std::string outcome = outcome_of(row);
    if (outcome == "unavailable") {
      unavailable.push_back(error);
    } else {
      is_negative = is_negative || outcome != "open";
    }
  }

  int status() const
  {
    return unavailable.empty() ? done_or_negative(!is_negative)
                               : static_cast<int>(status_of(unavailable));
  }

private:
  static std::string text_of_outcome(const Json& told)
  {
    return (told.is_object() ? told["outcome"] : told).get<std::string>();
  }

  // Of the public register; empty where it was not asked.
  static std::string outcome_of(const Json& row)
  {
    return row.contains("register") ? text_of_outcome(row["register"]) : "";
  }
};

// One run: what is checked, by what, and what was found so far.
class Checks
{
public:
  Checks(Session& session, const domain::CheckKind& kind, services::SireneLookup* look_up)
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

  int status() const { return m_verdict.status(); }

private:
  // What was found of one value: its row; what is to be said of it is said.
  Json check(const std::string& input)
  {
    const Result<std::string> result = m_kind.normalize(input);
    Json row = answer(m_kind, input, result);
    warn_of_doubt(result, row);
    tell(result ? ask(*result, row) : result.errors(), row);
    return row;
  }

  void warn_of_doubt(const Result<std::string>& result, Json& row)
  {
    if (const auto doubt = doubt_about(m_kind, result)) {
      row["warning"] = doubt->code;
      m_session.warn(*doubt);
    }
  }

  // The public register, where it is asked: its answer is put into the row.
  Errors ask(const std::string& normal, Json& row)
  {
    if (m_look_up == nullptr) {
      return {};
    }
    const auto siret = domain::Siret::parse(normal);
    const services::SireneAnswer answer = m_look_up->ask(*siret);
    add_register(answer, row);
    return told_of(*siret, answer);
  }

  void add_register(const services::SireneAnswer& answer, Json& row) const
  {
    if (m_session.is_table()) {
      add_register_columns(m_session.texts(), answer, row);
    } else {
      row["register"] = public_json(answer);
    }
  }

  void note_error(const Error& error)
  {
    m_session.note(sentence_of(m_session.texts(), error) + " [" + error.code + "]");
  }

  void tell(const Errors& errors, const Json& row)
  {
    for (const Error& error : errors) {
      m_verdict.take(error, row);
      note_error(error);
    }
  }

  Session& m_session;
  const domain::CheckKind& m_kind;
  services::SireneLookup* m_look_up; // null: not asked
  Verdict m_verdict;
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
  session.show({{{"schema", "myatlas/check/1"}, {"results", results}},
                options.online ? k_online_check_fields : k_check_fields,
                "results"});
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
};

} // namespace myatlas::cli
