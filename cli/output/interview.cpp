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

std::string line_of(const Env& env, const std::string& question)
{
  const util::Result<std::string> line = cli::ask(env, question);
  if (!line) {
    throw NoAnswer{line.error()};
  }
  return std::string(util::trim(*line));
}

// "1 200,50 €" as programs write it.
std::string plain_number(const std::string& typed)
{
  std::string text = util::without_blanks(typed);
  for (const char* sign : {"€", "\u00a0", "\u202f"}) {
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign)) {
      text.erase(at, std::string_view(sign).size());
    }
  }
  std::ranges::replace(text, ',', '.');
  return text;
}

} // namespace

void Interview::tell(const std::string& text) const
{
  say(m_env.err, text + "\n");
}

void Interview::tell_problem(const util::Error& problem) const
{
  tell(fmt::format("  {} [{}]\n  {}", sentence_of(m_env.texts, problem), problem.code,
                   hint_of(m_env.texts, problem)));
}

std::string Interview::ask(const char* question, const Check& check) const
{
  for (;;) {
    const std::string answer = line_of(m_env, m_env.texts.tr(question));
    const util::Errors problems = check ? check(answer) : util::Errors{};
    if (problems.empty()) {
      return answer;
    }
    for (const util::Error& problem : problems) {
      tell_problem(problem);
    }
  }
}

std::string Interview::ask_number(const char* question, const Check& check) const
{
  return plain_number(ask(question, [&](const std::string& typed) {
    const std::string number = plain_number(typed);
    util::Errors problems = check(number);
    for (util::Error& problem : problems) {
      std::ranges::replace(problem.args, number, typed); // quoted as it was typed
    }
    return problems;
  }));
}

void Interview::ask_if_missing(std::string& into, const char* question, const Check& check) const
{
  if (into.empty()) {
    into = ask(question, check);
  }
}

std::string Interview::choose(const char* question, const std::vector<Choice>& choices) const
{
  for (std::size_t i = 0; i < choices.size(); ++i) {
    tell(fmt::format("  {}  {}{}{}", i + 1, choices[i].value, choices[i].about.empty() ? "" : "  ",
                     choices[i].about));
  }
  for (;;) {
    const std::string answer = line_of(m_env, m_env.texts.tr(question));
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (answer == std::to_string(i + 1) ||
          util::to_lower(answer) == util::to_lower(choices[i].value)) {
        return choices[i].value;
      }
    }
    tell("  " + m_env.texts.trf(N_("A number from 1 to {0} is expected, or the word beside it."),
                                choices.size()));
  }
}

bool Interview::yes(const char* question) const
{
  for (;;) {
    const std::string text = util::to_lower(line_of(m_env, m_env.texts.tr(question)));
    if (text == "y" || text == "yes" || text == "o" || text == "oui") {
      return true;
    }
    if (text == "n" || text == "no" || text == "non") {
      return false;
    }
    tell(std::string("  ") + m_env.texts.tr(N_("y or n is expected.")));
  }
}

Interview::Check or_nothing(Interview::Check check)
{
  return [check = std::move(check)](const std::string& text) {
    return text.empty() ? util::Errors{} : check(text);
  };
}

} // namespace myatlas::cli
