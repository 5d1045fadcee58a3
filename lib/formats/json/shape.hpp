#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats/json/members.hpp"
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

// What a text says. It is judged by who reads the form: all that is wrong is told at once.
enum class Says
{
  anything,
  number, // of a dossier, an invoice, a letter…
  day,    // "2026-03-02"
  amount, // in euros: "1234.56", as a string or a number
  figure, // hours, a rate, a count: a string or a number
  email,
  siret,
  siren,
  yes_no,
  secret, // never told back
  digest, // SHA-256 of a file that goes along
  word,   // one of a few
};

template <typename Form, typename Value>
struct Member
{
  const char* name;
  Value Form::*value;
  Says says = Says::anything;
  std::string (*words)() = nullptr; // of Says::word: "open, paid"
  bool is_required = false;
};

// The members of a part of a form that stand in the same object as its own.
template <typename Form, typename Part>
struct Flat
{
  Part Form::*part;
};

template <typename Form, typename Value>
constexpr Member<Form, Value> member(const char* name, Value Form::*value,
                                     Says says = Says::anything)
{
  return {.name = name, .value = value, .says = says};
}

// Told as missing where a request leaves it out.
template <typename Form, typename Value>
constexpr Member<Form, Value> required(const char* name, Value Form::*value,
                                       Says says = Says::anything)
{
  return {.name = name, .value = value, .says = says, .words = nullptr, .is_required = true};
}

// The words that a parser knows: "pdc, vae". They are the last argument of what it says of a word
// it does not know.
template <typename Parse>
std::string words_of(const Parse& parse)
{
  const auto refused = parse("");
  return refused || refused.error().args.empty() ? std::string() : refused.error().args.back();
}

template <auto parse>
std::string words_known_to()
{
  return words_of(parse);
}

template <auto parse, typename Form, typename Value>
constexpr Member<Form, Value> word(const char* name, Value Form::*value)
{
  return {.name = name, .value = value, .says = Says::word, .words = words_known_to<parse>};
}

template <auto parse, typename Form, typename Value>
constexpr Member<Form, Value> required_word(const char* name, Value Form::*value)
{
  return {.name = name,
          .value = value,
          .says = Says::word,
          .words = words_known_to<parse>,
          .is_required = true};
}

template <typename Form, typename Part>
constexpr Flat<Form, Part> flat(Part Form::*part)
{
  return {part};
}

// Specialised with `static constexpr std::tuple k_members`.
template <typename Form>
struct Shape;

template <typename Form>
concept Shaped = requires
{
  Shape<Form>::k_members;
};

// What a form of this shape is in JSON Schema, without its own name.
Json schema_of_text(Says says, const std::string& words);

Json secret_json(const util::Secret& secret);

// Every text in it, secrets among them.
void wipe(Json& json);

namespace shape {

template <typename T>
inline constexpr bool k_is_list = false;
template <typename T>
inline constexpr bool k_is_list<std::vector<T>> = true;
template <typename T>
inline constexpr bool k_is_text = std::is_same_v<T, std::string> || std::is_same_v<T, util::Secret>;

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

inline void read_text(Members& members, const char* name, Says says, std::string& into)
{
  if (says == Says::yes_no) {
    members.yes_no(name, into);
  } else {
    members.text(name, into);
  }
}

inline void read_text(Members& members, const char* name, Says, util::Secret& into)
{
  members.secret(name, into);
}

// `Owner` is the form, or what it is made on.
template <typename Owner, typename Value, typename Form>
void read_one(Members& members, const Member<Owner, Value>& member, Form& form)
{
  Value& into = form.*member.value;
  if constexpr (std::is_same_v<Value, bool>) {
    members.flag(member.name, into);
  } else if constexpr (k_is_text<Value>) {
    read_text(members, member.name, member.says, into);
  } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
    members.texts(member.name, into);
  } else if constexpr (k_is_list<Value>) {
    members.objects(member.name, [&](const Json& one, std::string prefix) {
      read_object(one, std::move(prefix), members.problems(), into.emplace_back());
    });
  } else if constexpr (std::is_same_v<Value, Json>) {
    members.object(member.name, [&](const Json& one, const std::string&) { into = one; });
  } else if constexpr (k_is_optional<Value>) {
    members.object(member.name, [&](const Json& one, std::string prefix) {
      read_object(one, std::move(prefix), members.problems(), into.emplace());
    });
  } else {
    members.object(member.name, [&](const Json& one, std::string prefix) {
      read_object(one, std::move(prefix), members.problems(), into);
    });
  }
  if constexpr (requires { into.empty(); }) {
    if (member.is_required && into.empty()) {
      members.missing(member.name);
    }
  } else if (member.is_required && !members.has(member.name)) {
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
  std::apply([&](const auto&... member) { (read_one(members, member, form), ...); },
             Shape<Form>::k_members);
}

template <Shaped Form>
void write(Json& object, const Form& form);

template <typename Value>
Json written(const Value& value)
{
  if constexpr (Shaped<Value>) {
    Json object = Json::object();
    write(object, value);
    return object;
  } else if constexpr (k_is_list<Value>) {
    Json list = Json::array();
    for (const auto& one : value) {
      list.push_back(written(one));
    }
    return list;
  } else if constexpr (std::is_same_v<Value, util::Secret>) {
    return secret_json(value);
  } else if constexpr (k_is_optional<Value>) {
    return value ? written(*value) : Json();
  } else {
    return value;
  }
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
  std::apply([&](const auto&... member) { (write_one(object, member, form), ...); },
             Shape<Form>::k_members);
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

template <typename Form, typename Value>
void describe_one(Json& properties, Json& required, const Member<Form, Value>& member)
{
  const auto text = [&] {
    return schema_of_text(member.says, member.words == nullptr ? "" : member.words());
  };
  Json& schema = properties[member.name];
  if constexpr (std::is_same_v<Value, bool>) {
    schema = {{"type", "boolean"}};
  } else if constexpr (k_is_text<Value>) {
    schema = text();
  } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
    schema = {{"type", "array"}, {"items", text()}};
  } else if constexpr (k_is_list<Value>) {
    schema = {{"type", "array"}, {"items", schema_of_object<typename Value::value_type>()}};
  } else if constexpr (std::is_same_v<Value, Json>) {
    schema = {{"type", "object"}};
  } else if constexpr (k_is_optional<Value>) {
    schema = schema_of_object<typename Value::value_type>();
  } else {
    schema = schema_of_object<Value>();
  }
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
  std::apply([&](const auto&... member) { (describe_one(properties, required, member), ...); },
             Shape<Form>::k_members);
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
  std::apply([&](const auto&... member) { (visit_one(form, member, visit), ...); },
             Shape<Form>::k_members);
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
  util::Errors problems;
  Form form;
  shape::read_object(json, "", problems, form);
  return problems.empty() ? util::Result<Form>(std::move(form)) : util::Result<Form>(problems);
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
