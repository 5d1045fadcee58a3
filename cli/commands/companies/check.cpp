#include "domain/values/bank.hpp"
#include "domain/values/kinds_of_check.hpp"

#include "commands/companies/commands.hpp"
#include "formats/json/sirene_json.hpp"
#include "session.hpp"
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
  std::string names;
  for (const domain::CheckKind& kind : domain::check_kinds()) {
    names += (names.empty() ? "" : between) + std::string(kind.name);
  }
  return names;
}

void bind_check(CommandLine& line, CheckOptions& o)
{
  line.argument({"KIND", kind_names("|")}, o.kind, N_("Kind of value"));
  line.arguments("VALUE", o.values, N_("Values, or - for standard input, one a line"));
  line.flag("--online", o.online, N_("SIRETs: ask the public register of companies, too"));
}

// One value a line; the line's end is not part of it. A line, and how many there are, has a bound:
// what is piped may have no end.
util::Result<CheckWords> lines_of(std::FILE* in)
{
  constexpr std::size_t k_most_bytes = 4096, k_most_lines = 100'000;
  CheckWords lines(1);
  for (int c = std::fgetc(in); c != EOF; c = std::fgetc(in)) {
    if (lines.size() > k_most_lines) {
      return util::Error{"input.many_lines", {std::to_string(k_most_lines)}};
    }
    if (c != '\n' && lines.back().size() == k_most_bytes) {
      return util::Error{"input.long_line", {std::to_string(k_most_bytes)}};
    }
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += static_cast<char>(c);
    }
  }
  if (lines.back().empty()) {
    lines.pop_back();
  }
  for (std::string& line : lines) {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
  }
  return lines;
}

Json answer(const domain::CheckKind& kind, const std::string& input,
            const util::Result<std::string>& result)
{
  const std::string shown = util::is_utf8(input) ? input : util::printable(input);
  return {{"kind", kind.name},
          {"input", shown},
          {"valid", static_cast<bool>(result)},
          {"normalized", result ? Json(*result) : Json(nullptr)},
          {"code", result ? Json(nullptr) : Json(result.error().code)}};
}

// What is odd about a value that is right: an IBAN whose account has a key (clé RIB) that does not
// hold.
std::optional<util::Error> doubt_about(const domain::CheckKind& kind,
                                       const util::Result<std::string>& normal)
{
  const auto iban = normal && kind.name == "iban" ? domain::Iban::parse(*normal)
                                                  : util::Result<domain::Iban>(util::Error{"", {}});
  return iban && !domain::rib_key_holds(*iban)
           ? std::optional(util::Error{"iban.rib_key", {domain::masked_iban(*normal)}})
           : std::nullopt;
}

// What the public register says of a SIRET, beside the answer on its form.
Json public_json(const services::SireneAnswer& answer)
{
  Json json = {{"outcome", domain::name_of(domain::k_sirene_outcomes, answer.outcome)},
               {"source", answer.source},
               {"asked", answer.asked ? Json(util::to_rfc3339(*answer.asked)) : Json(nullptr)},
               {"code", answer.problem ? Json(answer.problem->code) : Json(nullptr)},
               {"establishment", nullptr}};
  if (answer.establishment) {
    json["establishment"] = formats::to_json(*answer.establishment);
  }
  return json;
}

// The register's answer is put into `row`; what is to be said of it, and whether it says no.
util::Errors ask(const Texts& texts, services::SireneLookup& look_up, domain::Siret siret,
                 Json& row, bool table)
{
  const services::SireneAnswer answer = look_up.ask(siret);
  util::Errors told;
  if (const auto objection = services::objection_to(siret, answer)) {
    told.push_back(*objection);
  } else if (answer.problem) {
    told.push_back(*answer.problem); // an older answer stands in
  }
  if (!table) {
    row["register"] = public_json(answer);
    return told;
  }
  row["register"] = domain::name_of(domain::k_sirene_outcomes, answer.outcome);
  row["name"] = nullptr;
  row["town"] = nullptr;
  if (const auto& e = answer.establishment) {
    row["name"] = e->masked && e->name.empty() ? texts.tr(N_("not published")) : e->name;
    row["town"] = e->town;
  }
  return told;
}

util::Outcome check_options(const CheckOptions& options, const domain::CheckKind* kind)
{
  if (kind == nullptr) {
    return util::Error{"check.kind", {options.kind, kind_names(", ")}};
  }
  return options.online && kind->name != "siret"
           ? util::Outcome(util::Error{"usage.both", {std::string(kind->name), "--online"}})
           : util::Outcome(util::Done{});
}

util::Result<services::SireneLookup*> register_for(Session& session, const CheckOptions& options)
{
  if (!options.online) {
    return nullptr;
  }
  TRY(session.open(store::Store::Use::write, Login::none));
  return session.look_up();
}

// What was found over all values: the gravest decides how the command ends.
struct Verdict
{
  bool is_negative = false;
  util::Errors unavailable;

  void take(const util::Error& error, const Json& row)
  {
    const std::string outcome = outcome_of(row);
    if (outcome == "unavailable") {
      unavailable.push_back(error);
    } else {
      is_negative = is_negative || outcome != "open";
    }
  }

private:
  // Of the public register; empty where it was not asked.
  static std::string outcome_of(const Json& row)
  {
    if (!row.contains("register")) {
      return "";
    }
    const Json& told = row["register"];
    return (told.is_object() ? told["outcome"] : told).get<std::string>();
  }
};

// What was found of one value: its row, and what is to be said of it.
Json check_one(Session& session, const domain::CheckKind& kind, const std::string& input,
               services::SireneLookup* look_up, Verdict& verdict)
{
  const util::Result<std::string> result = kind.normalize(input);
  Json row = answer(kind, input, result);
  if (const auto doubt = doubt_about(kind, result)) {
    row["warning"] = doubt->code;
    session.warn(*doubt);
  }
  util::Errors told = result ? util::Errors{} : result.errors();
  if (result && look_up != nullptr) {
    const bool table = session.form() == Form::table;
    told = ask(session.texts(), *look_up, *domain::Siret::parse(*result), row, table);
  }
  for (const util::Error& error : told) {
    verdict.take(error, row);
    session.note(sentence_of(session.texts(), error) + " [" + error.code + "]");
  }
  return row;
}

std::vector<Field> check_fields(const CheckOptions& options)
{
  std::vector<Field> fields = {{"kind", N_("Kind"), Show::state},
                               {"input", N_("Value")},
                               {"valid", N_("Valid")},
                               {"normalized", N_("Normal form")},
                               {"code", N_("Code")}};
  if (options.online) {
    fields.insert(fields.end(),
                  {{"register", N_("Register")}, {"name", N_("Name")}, {"town", N_("Town")}});
  }
  return fields;
}

util::Result<int> run_check(Session& session, const CheckOptions& options)
{
  const domain::CheckKind* kind = domain::find_check_kind(options.kind);
  TRY(check_options(options, kind));
  TRY_ASSIGN(const auto look_up, register_for(session, options));
  const bool piped = options.values == CheckWords{"-"};
  TRY_ASSIGN(const CheckWords inputs,
             piped ? lines_of(session.env().in) : util::Result<CheckWords>(options.values));
  Json results = Json::array();
  Verdict verdict;
  for (const std::string& input : inputs) {
    results.push_back(check_one(session, *kind, input, look_up, verdict));
  }
  session.show(
    {{{"schema", "myatlas/check/1"}, {"results", results}}, check_fields(options), "results"});
  if (!verdict.unavailable.empty()) {
    return static_cast<int>(status_of(verdict.unavailable));
  }
  return static_cast<int>(verdict.is_negative ? Status::negative : Status::done);
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
