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

std::string argument_of(const util::Error& error, std::size_t n)
{
  return n < error.args.size() ? util::printable_and_seen(error.args[n]) : "";
}

// The commands that bring events about: what may be done next.
std::string commands_told(const Texts& texts, const util::Error& error, Arg kind,
                          const std::string& events)
{
  const std::string noun = error.code.substr(0, error.code.find('.')); // "request", "invoice"
  const std::string commands = commands_of(noun, events);
  if (!commands.empty()) {
    return commands;
  }
  return kind == Arg::event ? events : texts.tr(N_("nothing any more"));
}

// An argument as its sentence tells it. What came from outside may not drive the terminal.
std::string told(const Texts& texts, const util::Error& error, Arg kind, std::size_t n)
{
  const std::string text = argument_of(error, n);
  const bool is_event = kind == Arg::event || kind == Arg::events;
  return is_event ? commands_told(texts, error, kind, text) : texts.told({kind, text});
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

std::size_t place_of(Arg kind, const Message& message)
{
  return static_cast<std::size_t>(std::ranges::find(message.args, kind) - message.args.begin());
}

// "open, paid"
std::vector<std::string> words_in(std::string text)
{
  std::ranges::replace(text, ',', ' ');
  std::vector<std::string_view> words = util::split(text, ' ');
  std::erase(words, "");
  return {words.begin(), words.end()};
}

// Which of the words that are expected was meant by what was typed. Empty when none is near.
std::string meant(const util::Error& error, const Message& message)
{
  const std::size_t words = place_of(Arg::words, message), typed = place_of(Arg::typed, message);
  if (std::max(words, typed) >= error.args.size()) {
    return "";
  }
  const std::string near = util::nearest(error.args[typed], words_in(error.args[words]));
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

namespace {

Status status_told_by(const util::Error& error)
{
  return message_for(error.code).status;
}

bool has_status(const util::Errors& errors, Status status)
{
  return std::ranges::find(errors, status, status_told_by) != errors.end();
}

} // namespace

// What a script must know first: that it may try again, log in or call somebody, before what is
// wrong with the data.
static constexpr std::array k_order = {
  Status::bug,         Status::settings,  Status::input_output, Status::cannot_create,
  Status::no_input,    Status::try_again, Status::not_allowed,  Status::usage,
  Status::unavailable, Status::data,      Status::partial,      Status::negative};

Status status_of(const util::Errors& errors)
{
  for (const Status status : k_order) {
    if (has_status(errors, status)) {
      return status;
    }
  }
  return Status::bug;
}

namespace {

// Where it stands, without what the sentence itself begins with.
util::Place untold_place(const util::Error& error)
{
  util::Place where = error.where;
  const std::string first = error.args.empty() ? "" : error.args[0];
  if (!error.args.empty() && first == where.column) {
    where.column.clear();
  }
  if (!error.args.empty() && first == where.file && where.line == 0 && where.column.empty()) {
    where.file.clear();
  }
  return where;
}

std::string followed(const std::string& part)
{
  return part.empty() ? "" : util::printable(part) + ": ";
}

} // namespace

// A missing option or file is named by its sentence already.
std::string place_of(const util::Error& error)
{
  const util::Place where = untold_place(error);
  std::string place = followed(where.file) +
                      followed(where.line == 0 ? "" : std::to_string(where.line)) +
                      followed(where.column);
  if (!where.file.empty() && where.line != 0) {
    place.erase(where.file.size() + 1, 1); // the space between the two
  }
  return place;
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
