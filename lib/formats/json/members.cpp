#include "formats/json/members.hpp"

#include <algorithm>

#include "formats/json/lookup.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

const Json* Members::take(const char* name)
{
  m_known.emplace_back(name);
  const Json& found = member_of(m_object, name);
  return found.is_null() ? nullptr : &found;
}

const Json* Members::take_as(const char* name, const IsKind& is_it)
{
  const Json* value = take(name);
  if (value == nullptr || is_it(*value)) {
    return value;
  }
  mistyped(name);
  return nullptr;
}

std::optional<std::string> Members::scalar(const Json& value)
{
  return value.is_number() ? std::optional(value.dump()) : as_text(value);
}

void Members::text(const char* name, std::string& into)
{
  if (const Json* value = take(name)) {
    keep(name, scalar(*value), into);
  }
}

void Members::secret(const char* name, util::Secret& into)
{
  const Json* value = take_as(name, &Json::is_string);
  if (value != nullptr) {
    into = util::Secret(value->get_ref<const std::string&>());
  }
}

void Members::texts(const char* name, std::vector<std::string>& into)
{
  if (const Json* values = take_as(name, &Json::is_array)) {
    for (const Json& value : *values) {
      add_text(name, value, into);
    }
  }
}

void Members::add_text(const char* name, const Json& value, std::vector<std::string>& into)
{
  if (std::string text; keep(name, scalar(value), text)) {
    into.push_back(std::move(text));
  }
}

void Members::flag(const char* name, bool& into)
{
  if (const Json* value = take(name)) {
    keep(name, as_flag(*value), into);
  }
}

void Members::yes_no(const char* name, std::string& into)
{
  const Json* value = take(name);
  if (value != nullptr && value->is_boolean()) {
    into = value->get<bool>() ? "yes" : "no";
  } else if (value != nullptr) {
    keep(name, as_text(*value), into);
  }
}

namespace {

bool is_list_of_objects(const Json& json)
{
  return json.is_array() && std::ranges::all_of(json, [](const Json& v) { return v.is_object(); });
}

} // namespace

void Members::objects(const char* name, const EachObject& each)
{
  if (const Json* values = take_as(name, is_list_of_objects)) {
    for (std::size_t i = 0; i < values->size(); ++i) {
      each((*values)[i], prefix_of(name, i));
    }
  }
}

std::string Members::prefix_of(const char* name, std::size_t i) const
{
  return m_prefix + name + "[" + std::to_string(i) + "].";
}

void Members::object(const char* name, const EachObject& read)
{
  if (const Json* value = take_as(name, &Json::is_object)) {
    read(*value, m_prefix + name + ".");
  }
}

void Members::missing(const char* name) const
{
  m_problems.push_back(util::Error{"field.required", {name}}.at(m_prefix + name));
}

void Members::refuse(const std::string& name)
{
  m_problems.push_back(unknown_member(name).at(m_prefix + name));
}

util::Error Members::unknown_member(const std::string& name) const
{
  const std::string near = util::nearest(name, m_known);
  return near.empty() ? util::Error{"json.member_unknown", {name}}
                      : util::Error{"json.member_misspelt", {name, near}};
}

bool Members::is_known(const std::string& name) const
{
  return name == "$schema" || std::ranges::find(m_known, name) != m_known.end();
}

void Members::refuse_others()
{
  for (const auto& [name, value] : m_object.items()) {
    if (!is_known(name)) {
      refuse(name);
    }
  }
}

} // namespace myatlas::formats
