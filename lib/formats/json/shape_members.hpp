#pragma once

#include <string>
#include <tuple>

#include "util/member_of.hpp"

// What describes the members of a form that is sent as JSON: see shape.hpp.
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
  util::MemberOf<Form, Value> value;
  Says says = Says::anything;
  std::string (*words)() = nullptr; // of Says::word: "open, paid"
  bool is_required = false;
};

// The members of a part of a form that stand in the same object as its own.
template <typename Form, typename Part>
struct Flat
{
  util::MemberOf<Form, Part> part;
};

template <typename Form, typename Value>
constexpr Member<Form, Value> member(const char* name, util::MemberOf<Form, Value> value,
                                     Says says = Says::anything)
{
  return {.name = name, .value = value, .says = says};
}

// Told as missing where a request leaves it out.
template <typename Form, typename Value>
constexpr Member<Form, Value> required(const char* name, util::MemberOf<Form, Value> value,
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
constexpr Member<Form, Value> word(const char* name, util::MemberOf<Form, Value> value)
{
  return {.name = name, .value = value, .says = Says::word, .words = words_known_to<parse>};
}

template <auto parse, typename Form, typename Value>
constexpr Member<Form, Value> required_word(const char* name, util::MemberOf<Form, Value> value)
{
  return {.name = name,
          .value = value,
          .says = Says::word,
          .words = words_known_to<parse>,
          .is_required = true};
}

template <typename Form, typename Part>
constexpr Flat<Form, Part> flat(util::MemberOf<Form, Part> part)
{
  return {part};
}

// Specialised with `static constexpr std::tuple k_members`.
template <typename Form>
struct Shape;

template <typename Form>
concept Shaped = sizeof(Shape<Form>) > 0;

} // namespace myatlas::formats
