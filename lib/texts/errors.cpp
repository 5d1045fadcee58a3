#include "texts/errors.hpp"

#include <algorithm>
#include <array>

#include "texts/states.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

// Reached only by a code without a sentence, which a test refuses.
constexpr Message k_nameless = {"bug", Status::bug, takes(Arg::text),
                                N_("An error has no sentence: {0}"), N_("Report it as a bug.")};

// An argument as its sentence tells it. What came from outside may not drive the terminal.
std::string told(const Texts& texts, const util::Error& error, Arg kind, std::size_t n)
{
  const std::string text = n < error.args.size() ? util::printable_and_seen(error.args[n]) : "";
  if (kind != Arg::event && kind != Arg::events) {
    return texts.told({kind, text});
  }
  const std::string noun = error.code.substr(0, error.code.find('.')); // "request", "invoice"
  const std::string commands = commands_of(noun, text);
  if (!commands.empty()) {
    return commands;
  }
  return kind == Arg::event ? text : texts.tr(N_("nothing any more"));
}

std::string filled(const Texts& texts, const char* text, const util::Error& error,
                   const Message& message)
{
  if (&message == &k_nameless) {
    return with_fields(texts.tr(text), text, {error.code});
  }
  std::vector<std::string> fields;
  for (std::size_t n = 0; n < message.args.size(); ++n) {
    fields.push_back(told(texts, error, message.args[n], n));
  }
  return with_fields(texts.tr(text), text, fields);
}

// Which of the words that are expected was meant by what was typed. Empty when none is near.
std::string meant(const util::Error& error, const Message& message)
{
  const auto place = [&](Arg kind) {
    return static_cast<std::size_t>(std::ranges::find(message.args, kind) - message.args.begin());
  };
  const std::size_t words = place(Arg::words), typed = place(Arg::typed);
  if (std::max(words, typed) >= error.args.size()) {
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
  const std::string near = util::nearest(error.args[typed], expected);
  return near == error.args[typed] ? "" : near;
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
  return filled(texts, message.sentence, error, message);
}

std::string english_sentence_of(const util::Error& error)
{
  return sentence_of(Texts(), error);
}

std::string hint_of(const Texts& texts, const util::Error& error)
{
  const Message& message = message_for(error.code);
  const std::string near = meant(error, message);
  const std::string told = filled(texts, message.hint, error, message);
  return near.empty() ? told : texts.trf(N_("Did you mean \"{0}\"?"), near) + " " + told;
}

std::string english_hint_of(const util::Error& error)
{
  return hint_of(Texts(), error);
}

} // namespace myatlas::texts
