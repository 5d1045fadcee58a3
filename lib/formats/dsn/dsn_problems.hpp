#pragma once

#include <string>
#include <vector>

#include "formats/dsn/dsn_lines.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// What is wrong in a DSN, each where it stands: the file, the line, the rubric.
class DsnProblems
{
protected:
  DsnProblems(std::string_view text, const std::string& name) : m_lines(text), m_name(name) {}

  std::vector<std::string> with_name(std::vector<std::string> arguments) const
  {
    arguments.insert(arguments.begin(), m_name);
    return arguments;
  }

  util::Error no_dsn() const
  {
    util::Error error{"dsn.form", {}};
    error.args = with_name({});
    error.where = {m_name, 0, 1, ""};
    return error;
  }

  util::Place here() const { return {m_name, 0, m_lines.number(), m_rubric}; }

  void problem(const char* code, std::vector<std::string> arguments)
  {
    m_problems.push_back({code, with_name(std::move(arguments)), here()});
  }

  void wrong_value(const char* code, std::string_view value)
  {
    problem(code, {m_rubric, std::string(value)});
  }

  DsnLines m_lines;
  const std::string& m_name;
  std::string m_rubric;
  util::Errors m_problems;
};

} // namespace myatlas::formats
