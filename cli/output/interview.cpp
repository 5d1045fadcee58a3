#include "output/interview.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "output/prompt.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

std::string line_of(const Env& env, const char* question)
{
  const Result<std::string> line = cli::ask(env, env.texts.tr(question));
  if (!line) {
    throw NoAnswer{line.error()};
  }
  return std::string(util::trim(*line));
}

void take_out(std::string& text, std::string_view sign)
{
  for (std::size_t at = text.find(sign); at != text.npos; at = text.find(sign)) {
    text.erase(at, sign.size());
  }
}

// "1 200,50 €" as programs write it.
std::string plain_number(const std::string& typed)
{
  std::string text = util::without_blanks(typed);
  for (const char* sign : {"€", "\u00a0", "\u202f"}) {
    take_out(text, sign);
  }
  std::ranges::replace(text, ',', '.');
  return text;
}

// Of a number that was typed: quoted as it was typed.
Errors number_problems(const std::string& typed, const Interview::Check& check)
{
  const std::string number = plain_number(typed);
  Errors problems = check(number);
  for (Error& problem : problems) {
    std::ranges::replace(problem.args, number, typed);
  }
  return problems;
}

bool is_choice(const std::string& answer, const std::string& value, std::size_t place)
{
  return answer == std::to_string(place) || util::to_lower(answer) == util::to_lower(value);
}

// The one that an answer names; null: none.
const Choice* chosen(const std::string& answer, const std::vector<Choice>& choices)
{
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (is_choice(answer, choices[i].value, i + 1)) {
      return &choices[i];
    }
  }
  return nullptr;
}

constexpr std::string_view k_yes[] = {"y", "yes", "o", "oui"};
constexpr std::string_view k_no[] = {"n", "no", "non"};

template <std::size_t count>
bool is_one_of(const std::string_view (&words)[count], const std::string& text)
{
  return std::ranges::find(words, text) != std::end(words);
}

} // namespace

void Interview::tell(const std::string& text) const
{
  say(m_env.err, text + "\n");
}

void Interview::tell_problem(const Error& problem) const
{
  tell(fmt::format("  {} [{}]\n  {}", sentence_of(m_env.texts, problem), problem.code,
                   hint_of(m_env.texts, problem)));
}

bool Interview::is_right(const std::string& answer, const Check& check) const
{
  const Errors problems = check ? check(answer) : Errors{};
  std::ranges::for_each(problems, [this](const Error& problem) { tell_problem(problem); });
  return problems.empty();
}

std::string Interview::ask(const char* question, const Check& check) const
{
  for (;;) {
    const std::string answer = line_of(m_env, question);
    if (is_right(answer, check)) {
      return answer;
    }
  }
}

std::string Interview::ask_number(const char* question, const Check& check) const
{
  return plain_number(
    ask(question, [&](const std::string& typed) { return number_problems(typed, check); }));
}

void Interview::ask_if_missing(std::string& into, const char* question, const Check& check) const
{
  if (into.empty()) {
    into = ask(question, check);
  }
}

void Interview::tell_choices(const std::vector<Choice>& choices) const
{
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Choice& choice = choices[i];
    tell(fmt::format("  {}  {}{}{}", i + 1, choice.value, choice.about.empty() ? "" : "  ",
                     choice.about));
  }
}

std::string Interview::choose(const char* question, const std::vector<Choice>& choices) const
{
  tell_choices(choices);
  for (;;) {
    if (const Choice* choice = chosen(line_of(m_env, question), choices)) {
      return choice->value;
    }
    tell("  " + m_env.texts.trf(N_("A number from 1 to {0} is expected, or the word beside it."),
                                choices.size()));
  }
}

bool Interview::yes(const char* question) const
{
  for (;;) {
    const std::string text = util::to_lower(line_of(m_env, question));
    const bool is_yes = is_one_of(k_yes, text);
    if (is_yes || is_one_of(k_no, text)) {
      return is_yes;
    }
    tell(std::string("  ") + m_env.texts.tr(N_("y or n is expected.")));
  }
}

} // namespace myatlas::cli
