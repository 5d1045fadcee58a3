#include "formats/json/members.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::formats {

const Json* Members::take(const char* name)
{
  m_known.emplace_back(name);
  const auto found = m_object.find(name);
  return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> Members::scalar(const Json& value)
{
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number() ? std::optional(value.dump()) : std::nullopt;
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
  if (value != nullptr && value->is_string()) {
    into = util::Secret(value->get_ref<const std::string&>());
  } else if (value != nullptr) {
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
    if (std::string text; keep(name, scalar(value), text)) {
      into.push_back(std::move(text));
    }
  }
}

void Members::flag(const char* name, bool& into)
{
  if (const Json* value = take(name)) {
    keep(name, value->is_boolean() ? std::optional(value->get<bool>()) : std::nullopt, into);
  }
}

void Members::yes_no(const char* name, std::string& into)
{
  const Json* value = take(name);
  if (value != nullptr && value->is_boolean()) {
    into = value->get<bool>() ? "yes" : "no";
  } else if (value != nullptr) {
    keep(name, value->is_string() ? scalar(*value) : std::nullopt, into);
  }
}

void Members::objects(const char* name, const std::function<void(const Json&, std::string)>& each)
{
  const Json* values = take(name);
  if (values == nullptr) {
    return;
  }
  if (!values->is_array() ||
      !std::ranges::all_of(*values, [](const Json& v) { return v.is_object(); })) {
    mistyped(name);
    return;
  }
  for (std::size_t i = 0; i < values->size(); ++i) {
    each((*values)[i], m_prefix + name + "[" + std::to_string(i) + "].");
  }
}

void Members::object(const char* name, const std::function<void(const Json&, std::string)>& read)
{
  const Json* value = take(name);
  if (value != nullptr && value->is_object()) {
    read(*value, m_prefix + name + ".");
  } else if (value != nullptr) {
    mistyped(name);
  }
}

void Members::missing(const char* name) const
{
  m_problems.push_back(util::Error{"field.required", {name}}.at(m_prefix + name));
}

void Members::refuse_others()
{
  for (const auto& [name, value] : m_object.items()) {
    if (name != "$schema" && std::ranges::find(m_known, name) == m_known.end()) {
      const std::string near = util::nearest(name, m_known);
      const util::Error error = near.empty() ? util::Error{"json.member_unknown", {name}}
                                             : util::Error{"json.member_misspelt", {name, near}};
      m_problems.push_back(error.at(m_prefix + name));
    }
  }
}

} // namespace myatlas::formats
