#include "domain/check.hpp"

#include "commands/commands.hpp"
#include "messages/errors.hpp"
#include "session.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using Words = std::vector<std::string>;

struct Options
{
  std::string kind;
  Words values;
};

void bind(CommandLine& line, Options& o)
{
  line.argument("KIND", o.kind, N_("Kind of value"));
  line.arguments("VALUE", o.values, N_("Values, or - for standard input, one a line"));
}

std::string kind_names()
{
  std::string names;
  for (const domain::CheckKind& kind : domain::check_kinds()) {
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  }
  return names;
}

// One value a line; the line's end is not part of it.
Words lines_of(std::FILE* in)
{
  Words lines(1);
  for (int c = std::fgetc(in); c != EOF; c = std::fgetc(in)) {
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

Json answer(const domain::CheckKind& kind, const std::string& input, const util::Result<std::string>& result)
{
  const std::string shown = util::is_utf8(input) ? input : util::printable(input);
  return {{"kind", kind.name},
          {"input", shown},
          {"valid", static_cast<bool>(result)},
          {"normalized", result ? Json(*result) : Json(nullptr)},
          {"code", result ? Json(nullptr) : Json(result.error().code)}};
}

int run(Session& session, const Options& options)
{
  const domain::CheckKind* kind = domain::find_check_kind(options.kind);
  if (kind == nullptr) {
    return session.fail({options.kind.empty() ? util::Error{"usage.missing", {"KIND", "check"}}
                                              : util::Error{"check.kind", {options.kind, kind_names()}}});
  }
  if (options.values.empty()) {
    return session.fail({util::Error{"usage.missing", {"VALUE", "check"}}});
  }
  const bool piped = options.values == Words{"-"};
  const Words inputs = piped ? lines_of(session.env().in) : options.values;
  Json results = Json::array();
  int status = 0;
  for (const std::string& input : inputs) {
    const util::Result<std::string> result = kind->normalize(input);
    results.push_back(answer(*kind, input, result));
    if (!result) {
      status = static_cast<int>(Status::negative);
      session.note(sentence_of(result.error()) + " [" + result.error().code + "]");
    }
  }
  session.show({{{"schema", "myatlas/check/1"}, {"results", results}},
                {{"kind", N_("Kind")}, {"input", N_("Value")}, {"valid", N_("Valid")}, {"normalized", N_("Normal form")},
                 {"code", N_("Code")}},
                "results"});
  return status;
}

constexpr Example k_examples[] = {
  {N_("A SIRET"), "myatlas check siret 73282932000074"},
  {N_("A column of a file, one value a line"), "cut -d';' -f2 clients.csv | myatlas check siret - -o json"},
};

} // namespace

const Command k_check = {
  "check", Group::companies, N_("Check identifiers"),
  N_("Checks values by themselves, without a network: siret, siren, nir, vat, iban, bic, nda, uai, naf, idcc, rncp, email or "
     "phone. Ends with 1 when any of them is wrong. With - the values come from standard input, one a line."),
  k_examples, [](CommandLine& line) { declare_with<Options>(line, bind, run); }};

} // namespace myatlas::cli
