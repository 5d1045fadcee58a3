#include "output/row_members.hpp"

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

Json schema_named(const std::string& name)
{
  const auto schemas = all_schema_texts();
  const auto* found = util::find_by(schemas, name, &SchemaText::name);
  return found == nullptr ? Json() : *formats::parse_json(found->text);
}

// "urn:myatlas:common:1#/$defs/amount": its last word, or nothing for a whole schema.
std::string_view word_of_reference(std::string_view reference)
{
  const std::size_t slash = reference.rfind('/');
  return slash == reference.npos ? std::string_view() : reference.substr(slash + 1);
}

// What a schema stands for, where it is a reference.
Json followed(const Json& schema)
{
  if (!schema.contains("$ref")) {
    return schema;
  }
  const std::string reference = schema["$ref"];
  const Json named = schema_named(name_of_schema(reference, ':'));
  const std::string_view word = word_of_reference(reference);
  return word.empty() ? named : named["$defs"][std::string(word)];
}

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

bool is_shown(const Json& schema)
{
  return followed(schema).value("type", Json()) != "object";
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
  const Json document = schema_named(name_of_schema(schema, '/'));
  const Json rows =
    document.contains("properties") ? document["properties"].value(list, Json()) : Json();
  std::vector<RowMember> members;
  if (!rows.contains("items")) {
    return members;
  }
  const Json properties = followed(rows["items"]).value("properties", Json::object());
  for (const auto& [name, member] : properties.items()) {
    if (is_shown(member)) {
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
