#include "messages/errors.hpp"

#include <algorithm>
#include <array>

#include "messages/tr.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// Reached only by a code without a sentence, which a test refuses.
constexpr Message k_nameless = {"bug", Status::bug, N_("An error has no sentence: {0}"), N_("Report it as a bug.")};

// What came from outside may not drive the terminal.
std::vector<std::string> shown(const util::Error& error, const Message& message)
{
  std::vector<std::string> arguments;
  for (const std::string& argument : error.args) {
    arguments.push_back(util::printable(argument));
  }
  if (&message == &k_nameless) {
    arguments.insert(arguments.begin(), error.code);
  }
  arguments.resize(std::max<std::size_t>(arguments.size(), 4));
  return arguments;
}

// Which of the words that are expected was meant: of a sentence like ""{0}" is not a scheme: {1} are expected". Empty when none is near.
std::string meant(const util::Error& error, const Message& message)
{
  const std::string_view sentence = message.sentence;
  const std::size_t end = sentence.find("} are expected"), quoted = sentence.find("\"{");
  if (end == std::string_view::npos || quoted == std::string_view::npos || sentence[end - 2] != '{') {
    return "";
  }
  const auto argument = [&](std::size_t at) { return static_cast<std::size_t>(sentence[at] - '0'); };
  const std::size_t words = argument(end - 1), word = argument(quoted + 2);
  if (std::max(words, word) >= error.args.size()) {
    return "";
  }
  std::vector<std::string> expected;
  std::string text = error.args[words];
  std::ranges::replace(text, ',', ' ');
  for (const std::string_view one : util::split(text, ' ')) {
    if (!one.empty()) {
      expected.emplace_back(one);
    }
  }
  const std::string near = util::nearest(error.args[word], expected);
  return near == error.args[word] ? "" : near;
}

std::string hint_in(const util::Error& error, const Message& message, const char* hint, const char* question)
{
  const std::string near = meant(error, message);
  const std::string told = fill(hint, message.hint, shown(error, message));
  return near.empty() ? told : fill(question, question, {near}) + " " + told;
}

constexpr const char* k_did_you_mean = N_("Did you mean \"{0}\"?");

} // namespace

const Message& message_for(const std::string& code)
{
  for (const auto table : {value_messages(), file_messages(), account_messages(), dossier_messages(), contract_messages(), einvoice_messages(),
                           network_messages(), system_messages()}) {
    const auto found = std::ranges::find(table, code, &Message::code);
    if (found != table.end()) {
      return *found;
    }
  }
  return k_nameless;
}

// What a script must know first: that it may try again, log in or call somebody, before what is wrong with the data.
Status status_of(const util::Errors& errors)
{
  constexpr std::array k_order = {Status::bug,           Status::settings,  Status::input_output, Status::cannot_create,
                                  Status::no_input,      Status::try_again, Status::not_allowed,  Status::usage,
                                  Status::unavailable,   Status::data,      Status::partial, Status::negative};
  for (const Status status : k_order) {
    if (std::ranges::any_of(errors, [&](const util::Error& e) { return message_for(e.code).status == status; })) {
      return status;
    }
  }
  return Status::bug;
}

std::string sentence_of(const util::Error& error)
{
  const Message& message = message_for(error.code);
  return fill(tr(message.sentence), message.sentence, shown(error, message));
}

std::string english_sentence_of(const util::Error& error)
{
  const Message& message = message_for(error.code);
  return fill(message.sentence, message.sentence, shown(error, message));
}

std::string hint_of(const util::Error& error)
{
  const Message& message = message_for(error.code);
  return hint_in(error, message, tr(message.hint), tr(k_did_you_mean));
}

std::string english_hint_of(const util::Error& error)
{
  const Message& message = message_for(error.code);
  return hint_in(error, message, message.hint, k_did_you_mean);
}

} // namespace myatlas::cli
