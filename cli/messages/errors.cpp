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
  return fill(tr(message.hint), message.hint, shown(error, message));
}

std::string english_hint_of(const util::Error& error)
{
  const Message& message = message_for(error.code);
  return fill(message.hint, message.hint, shown(error, message));
}

} // namespace myatlas::cli
