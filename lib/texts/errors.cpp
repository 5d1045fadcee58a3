#include "texts/errors.hpp"

#include <algorithm>
#include <array>

#include "texts/states.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

// Reached only by a code without a sentence, which a test refuses.
constexpr Message k_nameless = {"bug", Status::bug, N_("An error has no sentence: {0}"),
                                N_("Report it as a bug.")};

// What cannot be done, and what can, by the commands that do it: {2} and {3} of request.transition
// and invoice.transition.
void put_events_as_commands(const Texts& texts, const std::string& code,
                            std::vector<std::string>& arguments)
{
  const std::string_view noun = std::string_view(code).substr(0, code.find('.'));
  if (code != "request.transition" && code != "invoice.transition") {
    return;
  }
  const std::string asked = commands_of(noun, arguments[2]),
                    possible = commands_of(noun, arguments[3]);
  arguments[2] = asked.empty() ? arguments[2] : asked;
  arguments[3] = possible.empty() ? texts.tr(N_("nothing any more")) : possible;
}

// The documents a sentence names, in words.
void put_documents_in_words(const Texts& texts, const std::string& code,
                            std::vector<std::string>& arguments)
{
  if (code == "request.documents_missing" || code == "request.documents_outdated") {
    arguments[0] =
      each_told(arguments[0], [&](const std::string& one) { return in_words(texts, one); });
  }
}

// The contribution of a branch by the name people know it by: in {0} of rates.unknown.
void put_branch_in_words(const Texts& texts, const std::string& code,
                         std::vector<std::string>& arguments)
{
  constexpr std::string_view k_code = "conventional";
  if (code == "rates.unknown" && arguments[0].starts_with(k_code)) {
    arguments[0] = texts.tr(N_("Contribution of the branch")) + arguments[0].substr(k_code.size());
  }
}

// What cannot be done to a declaration: {2} of declaration.transition.
void put_event_in_words(const Texts& texts, const std::string& code,
                        std::vector<std::string>& arguments)
{
  if (code == "declaration.transition") {
    arguments[2] = in_words(texts, arguments[2]);
  }
}

// What came from outside may not drive the terminal.
std::vector<std::string> shown(const Texts& texts, const util::Error& error, const Message& message)
{
  std::vector<std::string> arguments;
  for (const std::string& argument : error.args) {
    arguments.push_back(util::printable_and_seen(argument));
  }
  if (&message == &k_nameless) {
    arguments.insert(arguments.begin(), error.code);
  }
  arguments.resize(std::max<std::size_t>(arguments.size(), 4));
  put_events_as_commands(texts, error.code, arguments);
  put_documents_in_words(texts, error.code, arguments);
  put_branch_in_words(texts, error.code, arguments);
  put_event_in_words(texts, error.code, arguments);
  return arguments;
}

// Which of the words that are expected was meant: of a sentence like ""{0}" is not a scheme: {1}
// are expected". Empty when none is near.
std::string meant(const util::Error& error, const Message& message)
{
  const std::string_view sentence = message.sentence;
  const std::size_t end = sentence.find("} are expected"), quoted = sentence.find("\"{");
  if (end == std::string_view::npos || quoted == std::string_view::npos ||
      sentence[end - 2] != '{') {
    return "";
  }
  const auto argument = [&](std::size_t at) {
    return static_cast<std::size_t>(sentence[at] - '0');
  };
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

} // namespace

const Message& message_for(const std::string& code)
{
  for (const auto table :
       {value_messages(), file_messages(), account_messages(), dossier_messages(),
        contribution_messages(), contract_messages(), einvoice_messages(), evidence_messages(),
        network_messages(), server_messages(), system_messages()}) {
    const auto found = std::ranges::find(table, code, &Message::code);
    if (found != table.end()) {
      return *found;
    }
  }
  return k_nameless;
}

// What a script must know first: that it may try again, log in or call somebody, before what is
// wrong with the data.
Status status_of(const util::Errors& errors)
{
  constexpr std::array k_order = {Status::bug,           Status::settings, Status::input_output,
                                  Status::cannot_create, Status::no_input, Status::try_again,
                                  Status::not_allowed,   Status::usage,    Status::unavailable,
                                  Status::data,          Status::partial,  Status::negative};
  for (const Status status : k_order) {
    if (std::ranges::any_of(
          errors, [&](const util::Error& e) { return message_for(e.code).status == status; })) {
      return status;
    }
  }
  return Status::bug;
}

// A missing option or file is named by its sentence already.
std::string place_of(const util::Error& error)
{
  util::Place where = error.where;
  if (!error.args.empty() && error.args[0] == where.column) {
    where.column.clear();
  }
  if (!error.args.empty() && error.args[0] == where.file && where.line == 0 &&
      where.column.empty()) {
    where.file.clear();
  }
  std::string place;
  for (const std::string& part :
       {util::printable(where.file), where.line == 0 ? "" : std::to_string(where.line),
        util::printable(where.column)}) {
    place += part.empty() ? "" : part + ": ";
  }
  const std::size_t between =
    where.file.empty() || where.line == 0 ? place.npos : where.file.size() + 1;
  return between == place.npos ? place : place.erase(between, 1);
}

std::string sentence_of(const Texts& texts, const util::Error& error)
{
  const Message& message = message_for(error.code);
  return texts.filled(texts.tr(message.sentence), message.sentence, shown(texts, error, message));
}

std::string english_sentence_of(const util::Error& error)
{
  return sentence_of(Texts(), error);
}

std::string hint_of(const Texts& texts, const util::Error& error)
{
  const Message& message = message_for(error.code);
  const std::string near = meant(error, message);
  const std::string told =
    texts.filled(texts.tr(message.hint), message.hint, shown(texts, error, message));
  return near.empty() ? told : texts.trf(N_("Did you mean \"{0}\"?"), near) + " " + told;
}

std::string english_hint_of(const util::Error& error)
{
  return hint_of(Texts(), error);
}

} // namespace myatlas::texts
