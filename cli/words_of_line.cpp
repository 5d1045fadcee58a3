// Which words of a line name a command, before options are understood.
#include <algorithm>

#include "command_list.hpp"
#include "output/joined.hpp"
#include "parser.hpp"

namespace myatlas::cli {

namespace {

// Options of every command that take a value: their value is no command.
bool takes_value(const std::string& word)
{
  const auto names = [&](const SettingSpec& spec) {
    return is_option(spec) && word == "--" + std::string(spec.key);
  };
  return word == "-o" || word == "--now" || word == "--config" ||
         std::ranges::any_of(k_settings, names);
}

bool begins_with(const Command* command, const std::string& begin)
{
  return std::string_view(command->name).starts_with(begin);
}

bool is_group(const std::string& word)
{
  return std::ranges::any_of(all_commands(),
                             [&](const Command* c) { return begins_with(c, word + " "); });
}

class WordFinder
{
public:
  explicit WordFinder(const std::vector<std::string>& arguments)
    : m_at(arguments.begin()), m_end(arguments.end())
  {
  }

  Words words()
  {
    while (m_at != m_end && *m_at != "--") {
      take(*m_at++);
    }
    m_words.arguments.insert(m_words.arguments.end(), m_at, m_end);
    return m_words;
  }

private:
  void take(const std::string& word)
  {
    if (word == "--help" || word == "-h") {
      m_words.help = true;
    } else if (word == "--version" && m_words.command.empty()) {
      m_words.version = true;
    } else if (!word.starts_with('-') && is_open()) {
      join_to(m_words.command, word, " ");
    } else {
      take_argument(word);
    }
  }

  // Whether a word may still belong to the name of the command.
  bool is_open() const { return m_words.command.empty() || is_group(m_words.command); }

  void take_argument(const std::string& word)
  {
    m_words.arguments.push_back(word);
    if (takes_value(word) && m_at != m_end) {
      m_words.arguments.push_back(*m_at++);
    }
  }

  std::vector<std::string>::const_iterator m_at, m_end;
  Words m_words;
};

} // namespace

Words find_words(const std::vector<std::string>& arguments)
{
  return WordFinder(arguments).words();
}

} // namespace myatlas::cli
