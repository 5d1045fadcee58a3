#include "output/row_members.hpp"

#include <map>

#include "formats/json/json.hpp"
#include "schema_texts.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

// As documents name it, with slashes, and as references do ("urn:myatlas:funding-requests:1"): the
// schema "funding-requests.v1".
std::string name_of_schema(std::string_view told, char between)
{
  const std::size_t begin = told.find("myatlas");
  const auto parts =
    util::split(begin == told.npos ? std::string_view() : told.substr(begin), between);
  return parts.size() < 3
           ? ""
           : std::string(parts[1]) + ".v" + std::string(parts[2].substr(0, parts[2].find('#')));
}

// "urn:myatlas:common:1#/$defs/amount": its last word, or nothing for a whole schema.
std::string_view word_of_reference(std::string_view reference)
{
  const std::size_t slash = reference.rfind('/');
  return slash == reference.npos ? std::string_view() : reference.substr(slash + 1);
}

// Schemas by their names, each read once.
class Schemas
{
public:
  // Null where there is none.
  const Json& named(const std::string& name)
  {
    const auto [found, is_new] = m_read.try_emplace(name);
    const auto texts = all_schema_texts();
    const auto* text = is_new ? util::find_by(texts, name, &SchemaText::name) : nullptr;
    if (text != nullptr) {
      found->second = *formats::parse_json(text->text);
    }
    return found->second;
  }

  // What a schema stands for, where it is a reference.
  const Json& followed(const Json& schema)
  {
    if (!schema.contains("$ref")) {
      return schema;
    }
    const std::string reference = schema["$ref"];
    const Json& whole = named(name_of_schema(reference, ':'));
    const std::string_view word = word_of_reference(reference);
    return word.empty() ? whole : whole["$defs"][std::string(word)];
  }

private:
  std::map<std::string, Json> m_read;
};

struct ShowOfReference
{
  std::string_view begins;
  Show show;
};

constexpr ShowOfReference k_by_reference[] = {{"amount", Show::money},
                                              {"decimal", Show::number},
                                              {"rate", Show::percent},
                                              {"request_state", Show::state}};

bool is_number(const Json& schema)
{
  const std::string type = schema.value("type", Json()).dump();
  return type.find("integer") != type.npos || type.find("number") != type.npos;
}

Show show_of(const Json& schema)
{
  const std::string reference = schema.value("$ref", "");
  const std::string_view word = word_of_reference(reference);
  for (const ShowOfReference& known : k_by_reference) {
    if (word.starts_with(known.begins)) {
      return known.show;
    }
  }
  return is_number(schema) ? Show::number : Show::text;
}

struct TitleOfMember
{
  std::string_view name;
  const char* title;
};

// Of members that lists show only where they are asked for.
constexpr TitleOfMember k_titles_of_members[] = {
  {"account", N_("Account")},
  {"asked_amount", N_("Asked")},
  {"certification", N_("Certification")},
  {"changed", N_("Changed")},
  {"client_reference", N_("Client’s reference")},
  {"company_name", N_("Company")},
  {"created", N_("Created")},
  {"end", N_("End")},
  {"headcount", N_("Headcount")},
  {"hours", N_("Hours")},
  {"idcc", N_("IDCC")},
  {"invoice_reference", N_("Invoice reference")},
  {"mode", N_("Mode")},
  {"payroll", N_("Payroll")},
  {"phone", N_("Telephone")},
  {"place", N_("Place")},
  {"provider_siret", N_("Provider")},
  {"reference", N_("Reference")},
  {"scheme", N_("Scheme")},
  {"siren", N_("SIREN")},
  {"siret", N_("SIRET")},
  {"start", N_("Start")},
  {"state", N_("State")},
  {"teaching_cost", N_("Teaching cost")},
  {"total", N_("Total")},
  {"trainee", N_("Trainee")},
  {"year", N_("Year")},
};

} // namespace

std::vector<RowMember> members_of_rows(std::string_view schema, const char* list)
{
  Schemas schemas;
  const Json& document = schemas.named(name_of_schema(schema, '/'));
  std::vector<RowMember> members;
  if (document.is_null() || !document["properties"].contains(list)) {
    return members;
  }
  const Json& row = schemas.followed(document["properties"][list]["items"]);
  const Json properties = row.value("properties", Json::object());
  for (const auto& [name, member] : properties.items()) {
    if (schemas.followed(member).value("type", Json()) != "object") {
      members.push_back({name, show_of(member)});
    }
  }
  return members;
}

const char* title_of_column(const std::string& name)
{
  const auto* found =
    util::find_by(k_titles_of_members, std::string_view(name), &TitleOfMember::name);
  return found == nullptr ? name.c_str() : found->title;
}

} // namespace myatlas::cli
