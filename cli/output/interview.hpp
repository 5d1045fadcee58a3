#pragma once

#include <functional>
#include <string>
#include <vector>

#include "env.hpp"
#include "outcomes.hpp"
#include "util/member_of.hpp"

namespace myatlas::cli {

// Thrown to leave the questions when the answers end.
struct NoAnswer
{
  Error error;
};

// What may be answered to a question with a list: the value, and what it is.
struct Choice
{
  std::string value, about;
};

// Questions to a person at a terminal. An answer that cannot be right is told so, with the remedy,
// and asked again: nobody loses what was typed before.
class Interview
{
public:
  using Check = std::function<util::Errors(const std::string&)>;

  explicit Interview(const Env& env) : m_env(env) {}

  std::string ask(const char* question,
                  const Check& check = {}) const; // msgid; blanks around are taken off
  std::string ask_number(const char* question, const Check& check)
    const; // as people write it, "1 200,50 €"; as the program does, "1200.50"
  void ask_if_missing(std::string& into, const char* question, const Check& check = {}) const;
  std::string choose(const char* question,
                     const std::vector<Choice>& choices) const; // by number or by value
  bool yes(const char* question) const;
  void tell(const std::string& text) const;
  void tell_problem(const Error& problem) const; // with its remedy

private:
  bool is_right(const std::string& answer, const Check& check) const; // else it is told why
  void tell_choices(const std::vector<Choice>& choices) const;

  const Env& m_env;
};

template <typename T>
Errors problems_of(const Result<T>& result)
{
  return result ? Errors{} : result.errors();
}

// Checks by what a type's parse says: an answer that has to be there, and one that may be empty.
template <typename T>
Errors problems_with(const std::string& text)
{
  return problems_of(T::parse(text));
}

template <typename T>
Errors problems_if_given(const std::string& text)
{
  return text.empty() ? Errors{} : problems_with<T>(text);
}

// A question for a text of a form.
template <typename Form>
struct Question
{
  util::MemberOf<Form, std::string> member;
  const char* text; // msgid
  Errors (*check)(const std::string&);
};

// Asks for those that the form lacks, in their order.
template <typename Form, std::size_t count>
void ask_missing(const Interview& person, Form& form, const Question<Form> (&questions)[count])
{
  for (const Question<Form>& question : questions) {
    person.ask_if_missing(form.*question.member, question.text, question.check);
  }
}

} // namespace myatlas::cli
