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
  const Json* value = take(name);
  if (value == nullptr) {
    return;
  }
  if (value->is_string()) {
    into = util::Secret(value->get_ref<const std::string&>());
  } else {
    mistyped(name);
  }
}

void Members::texts(const char* name, std::vector<std::string>& into)
{
  const Json* values = take(name);
  if (values == nullptr) {
    return;
  }
  if (!values->is_array()) {
    mistyped(name);
    return;
  }
  for (const Json& value : *values) {
    add_text(name, value, into);
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
  const Json* values = take(name);
  if (values == nullptr) {
    return;
  }
  if (!is_list_of_objects(*values)) {
    mistyped(name);
    return;
  }
  for (std::size_t i = 0; i < values->size(); ++i) {
    each((*values)[i], m_prefix + name + "[" + std::to_string(i) + "].");
  }
}

void Members::object(const char* name, const EachObject& read)
{
  const Json* value = take(name);
  if (value == nullptr) {
    return;
  }
  if (value->is_object()) {
    read(*value, m_prefix + name + ".");
  } else {
    mistyped(name);
  }
}

void Members::missing(const char* name) const
{
  m_problems.push_back(util::Error{"field.required", {name}}.at(m_prefix + name));
}

void Members::refuse(const std::string& name)
{
  const std::string near = util::nearest(name, m_known);
  const util::Error error = near.empty() ? util::Error{"json.member_unknown", {name}}
                                         : util::Error{"json.member_misspelt", {name, near}};
  m_problems.push_back(error.at(m_prefix + name));
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
