#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/json/json.hpp"
#include "util/crypto.hpp"

namespace myatlas::formats {

// One object of a form: its members are taken one by one, and what is left over is named. What is
// wrong goes to `problems`: json.member_type (name), json.member_unknown (name),
// json.member_misspelt (name, nearest), each at its member.
class Members
{
public:
  Members(const Json& object, std::string prefix, util::Errors& problems)
    : m_object(object), m_prefix(std::move(prefix)), m_problems(problems)
  {
  }

  // Is given an object and the prefix of its members' places.
  using EachObject = std::function<void(const Json&, std::string)>;

  void text(const char* name, std::string& into);
  void secret(const char* name, util::Secret& into);
  void texts(const char* name, std::vector<std::string>& into);
  void flag(const char* name, bool& into);
  void yes_no(const char* name, std::string& into); // a boolean, or its word
  void objects(const char* name, const EachObject& each);
  void object(const char* name, const EachObject& read);
  void refuse_others();
  void missing(const char* name) const; // field.required
  util::Errors& problems() const { return m_problems; }
  const std::string& prefix() const { return m_prefix; } // "companies[0].", of places
  bool has(const char* name) const { return m_object.contains(name) && !m_object[name].is_null(); }

private:
  using IsKind = std::function<bool(const Json&)>;

  const Json* take(const char* name);
  const Json* take_as(const char* name, const IsKind& is_it);   // null, and told, where it is not
  std::string prefix_of(const char* name, std::size_t i) const; // of an element's members
  util::Error unknown_member(const std::string& name) const;
  void add_text(const char* name, const Json& value, std::vector<std::string>& into);
  bool is_known(const std::string& name) const;
  void refuse(const std::string& name);
  void mistyped(const std::string& name)
  {
    m_problems.push_back(util::Error{"json.member_type", {name}}.at(m_prefix + name));
  }
  static std::optional<std::string> scalar(const Json& value);

  // False, and told, when what was given is not what the member is.
  template <typename T>
  bool keep(const char* name, const std::optional<T>& given, T& into)
  {
    if (!given) {
      mistyped(name);
      return false;
    }
    into = *given;
    return true;
  }

  const Json& m_object;
  std::string m_prefix;
  util::Errors& m_problems;
  std::vector<std::string> m_known;
};

} // namespace myatlas::formats
