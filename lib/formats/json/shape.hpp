#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats/json/members.hpp"
#include "formats/json/nullable.hpp"
#include "formats/json/shape_members.hpp"
#include "util/crypto.hpp"
#include "util/result.hpp"

// A form that is sent as JSON is described once: its members, by name, and what the text of each
// says. Reading, writing and its schema follow from that.
//
//   template <>
//   struct formats::Shape<ListInvoices>
//   {
//     static constexpr std::tuple k_members = {
//       member("request", &ListInvoices::request, Says::number),
//       word<domain::parse_invoice_state>("state", &ListInvoices::state)};
//   };
namespace myatlas::formats {

// What a form of this shape is in JSON Schema, without its own name.
Json schema_of_text(Says says, const std::string& words);

Json secret_json(const util::Secret& secret);

// Every text in it, secrets among them.
void wipe(Json& json);

namespace shape {

template <typename Form, typename Act>
void for_each_member(Act act)
{
  std::apply([&](const auto&... member) { (act(member), ...); }, Shape<Form>::k_members);
}

template <typename T>
inline constexpr bool k_is_optional = false;
template <typename T>
inline constexpr bool k_is_optional<std::optional<T>> = true;

template <Shaped Form>
void read(Members& members, Form& form);

template <Shaped Form>
void read_object(const Json& json, std::string prefix, util::Errors& problems, Form& into)
{
  Members members(json, std::move(prefix), problems);
  read(members, into);
  members.refuse_others();
}

inline void read_value(Members& members, const char* name, Says, bool& into)
{
  members.flag(name, into);
}

inline void read_value(Members& members, const char* name, Says says, std::string& into)
{
  if (says == Says::yes_no) {
    members.yes_no(name, into);
  } else {
    members.text(name, into);
  }
}

inline void read_value(Members& members, const char* name, Says, util::Secret& into)
{
  members.secret(name, into);
}

inline void read_value(Members& members, const char* name, Says, std::vector<std::string>& into)
{
  members.texts(name, into);
}

inline void read_value(Members& members, const char* name, Says, Json& into)
{
  members.object(name, [&](const Json& one, const std::string&) { into = one; });
}

template <Shaped Part>
void read_value(Members& members, const char* name, Says, std::vector<Part>& into)
{
  members.objects(name, [&](const Json& one, std::string prefix) {
    read_object(one, std::move(prefix), members.problems(), into.emplace_back());
  });
}

template <Shaped Part>
void read_value(Members& members, const char* name, Says, std::optional<Part>& into)
{
  members.object(name, [&](const Json& one, std::string prefix) {
    read_object(one, std::move(prefix), members.problems(), into.emplace());
  });
}

template <Shaped Part>
void read_value(Members& members, const char* name, Says, Part& into)
{
  members.object(name, [&](const Json& one, std::string prefix) {
    read_object(one, std::move(prefix), members.problems(), into);
  });
}

template <typename Value>
bool is_told(const Members& members, const char* name, const Value& value)
{
  if constexpr (requires { value.empty(); }) {
    return !value.empty();
  } else {
    return members.has(name);
  }
}

// `Owner` is the form, or what it is made on.
template <typename Owner, typename Value, typename Form>
void read_one(Members& members, const Member<Owner, Value>& member, Form& form)
{
  Value& into = form.*member.value;
  read_value(members, member.name, member.says, into);
  if (member.is_required && !is_told(members, member.name, into)) {
    members.missing(member.name);
  }
}

template <typename Owner, typename Part, typename Form>
void read_one(Members& members, const Flat<Owner, Part>& member, Form& form)
{
  read(members, form.*member.part);
}

template <Shaped Form>
void read(Members& members, Form& form)
{
  for_each_member<Form>([&](const auto& member) { read_one(members, member, form); });
}

template <Shaped Form>
void write(Json& object, const Form& form);

inline Json written(const util::Secret& secret)
{
  return secret_json(secret);
}

template <typename Value>
Json written(const Value& value)
{
  return value;
}

template <Shaped Form>
Json written(const Form& form)
{
  Json object = Json::object();
  write(object, form);
  return object;
}

template <typename Part>
Json written(const std::vector<Part>& parts)
{
  return array_of(parts, [](const Part& part) { return written(part); });
}

template <typename Part>
Json written(const std::optional<Part>& part)
{
  return maybe(part, [](const Part& told) { return written(told); });
}

// What is not given is left out; an object that may be missing is given where it is there.
inline bool says_something(const Json& value)
{
  if (value.is_string()) {
    return !value.get_ref<const std::string&>().empty();
  }
  return value.is_boolean() ? value.get<bool>() : !value.empty();
}

template <typename Owner, typename Value, typename Form>
void write_one(Json& object, const Member<Owner, Value>& member, const Form& form)
{
  Json value = written(form.*member.value);
  if (says_something(value) || (k_is_optional<Value> && !value.is_null())) {
    object[member.name] = std::move(value);
  }
}

template <typename Owner, typename Part, typename Form>
void write_one(Json& object, const Flat<Owner, Part>& member, const Form& form)
{
  write(object, form.*member.part);
}

template <Shaped Form>
void write(Json& object, const Form& form)
{
  for_each_member<Form>([&](const auto& member) { write_one(object, member, form); });
}

template <Shaped Form>
void describe(Json& properties, Json& required);

template <Shaped Form>
Json schema_of_object()
{
  Json properties = Json::object(), required = Json::array();
  describe<Form>(properties, required);
  Json schema = {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  if (!required.empty()) {
    schema["required"] = required;
  }
  return schema;
}

template <typename Value>
struct Kind
{
};

// What a value of a kind is; `text` is what its texts are.
inline Json schema_of(Kind<bool>, const Json&)
{
  return {{"type", "boolean"}};
}

inline Json schema_of(Kind<std::string>, const Json& text)
{
  return text;
}

inline Json schema_of(Kind<util::Secret>, const Json& text)
{
  return text;
}

inline Json schema_of(Kind<Json>, const Json&)
{
  return {{"type", "object"}};
}

inline Json list_schema(const Json& items)
{
  return {{"type", "array"}, {"items", items}};
}

inline Json schema_of(Kind<std::vector<std::string>>, const Json& text)
{
  return list_schema(text);
}

template <Shaped Part>
Json schema_of(Kind<std::vector<Part>>, const Json&)
{
  return list_schema(schema_of_object<Part>());
}

template <Shaped Part>
Json schema_of(Kind<std::optional<Part>>, const Json&)
{
  return schema_of_object<Part>();
}

template <Shaped Part>
Json schema_of(Kind<Part>, const Json&)
{
  return schema_of_object<Part>();
}

template <typename Form, typename Value>
Json schema_of_texts(const Member<Form, Value>& member)
{
  return schema_of_text(member.says, member.words == nullptr ? "" : member.words());
}

template <typename Form, typename Value>
void describe_one(Json& properties, Json& required, const Member<Form, Value>& member)
{
  properties[member.name] = schema_of(Kind<Value>(), schema_of_texts(member));
  if (member.is_required) {
    required.push_back(member.name);
  }
}

template <typename Form, typename Part>
void describe_one(Json& properties, Json& required, const Flat<Form, Part>&)
{
  describe<Part>(properties, required);
}

template <Shaped Form>
void describe(Json& properties, Json& required)
{
  for_each_member<Form>([&](const auto& member) { describe_one(properties, required, member); });
}

template <Shaped Form, typename Visit>
void each_member(const Form& form, const Visit& visit);

template <typename Form, typename Owner, typename Value, typename Visit>
void visit_one(const Form& form, const Member<Owner, Value>& member, const Visit& visit)
{
  visit(member.name, static_cast<const void*>(&(form.*member.value)));
}

template <typename Form, typename Owner, typename Part, typename Visit>
void visit_one(const Form& form, const Flat<Owner, Part>& member, const Visit& visit)
{
  each_member(form.*member.part, visit);
}

template <Shaped Form, typename Visit>
void each_member(const Form& form, const Visit& visit)
{
  for_each_member<Form>([&](const auto& member) { visit_one(form, member, visit); });
}

template <Shaped Form>
util::Result<Form> read_whole(const Json& json)
{
  util::Errors problems;
  Form form;
  read_object(json, "", problems, form);
  return util::or_problems(std::move(form), problems);
}

} // namespace shape

// Reads an object of this shape; all that is wrong at once: json.not_object, json.member_type
// (name), json.member_unknown (name), json.member_misspelt (name, nearest), field.required (name),
// each at its member.
template <Shaped Form>
util::Result<Form> read_shape(const Json& json)
{
  if (!json.is_object()) {
    return util::Error{"json.not_object", {}};
  }
  return shape::read_whole<Form>(json);
}

// A form as JSON, without the members that are empty. Whoever is done with one that may hold
// secrets wipes it.
template <Shaped Form>
Json shape_json(const Form& form)
{
  return shape::written(form);
}

// Its JSON Schema (2020-12), without "$schema" and "$id".
template <Shaped Form>
Json shape_schema()
{
  return shape::schema_of_object<Form>();
}

// Calls `visit` with the name of each member of the object and where its value stands.
template <Shaped Form, typename Visit>
void each_member(const Form& form, const Visit& visit)
{
  shape::each_member(form, visit);
}

} // namespace myatlas::formats
