#include "formats/json/shape.hpp"

#include "util/text.hpp"

namespace myatlas::formats {

namespace {

Json words_json(const std::string& words)
{
  Json list = Json::array();
  for (const std::string_view word : util::split(words, ',')) {
    list.push_back(util::trim(word));
  }
  return list;
}

Json reference(const char* name)
{
  return {{"$ref", std::string("urn:myatlas:common:1#/$defs/") + name}};
}

} // namespace

Json secret_json(const util::Secret& secret)
{
  std::string text(secret.reveal());
  Json json = text;
  util::wipe(text);
  return json;
}

void wipe(Json& json)
{
  if (json.is_string()) {
    util::wipe(json.get_ref<std::string&>());
  } else if (json.is_structured()) {
    for (Json& part : json) {
      wipe(part);
    }
  }
}

Json schema_of_text(Says says, const std::string& words)
{
  switch (says) {
  case Says::day:
    return reference("day");
  case Says::amount:
    return reference("amount_given");
  case Says::figure:
    return reference("figure_given");
  case Says::siret:
    return reference("siret");
  case Says::siren:
    return reference("siren");
  case Says::digest:
    return reference("digest");
  case Says::email:
    return {{"type", "string"}, {"format", "email"}};
  case Says::yes_no:
    return {{"type", Json::array({"boolean", "string"})}};
  case Says::secret:
    return {{"type", "string"}, {"writeOnly", true}};
  case Says::word:
    return {{"type", "string"}, {"enum", words_json(words)}};
  case Says::number:
  case Says::anything:
    break;
  }
  return {{"type", "string"}};
}

} // namespace myatlas::formats
