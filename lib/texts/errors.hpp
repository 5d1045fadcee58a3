#pragma once

#include <span>
#include <string>

#include "texts/arg.hpp"
#include "util/result.hpp"

namespace myatlas::texts {

class Texts;

// What a script should do about a failure: myatlas-exit-status(7).
enum class Status
{
  done = 0,
  negative = 1,
  partial = 3,
  usage = 64,
  data = 65,
  no_input = 66,
  unavailable = 69,
  bug = 70,
  cannot_create = 73,
  input_output = 74,
  try_again = 75,
  not_allowed = 77,
  settings = 78,
};

// What is said of an error code: one sentence with the value found and what was expected, one
// remedy. Fields are the error's arguments; what these are stands here, once for all places where
// such an error is made.
struct Message
{
  const char* code;
  Status status;
  Args args;
  const char* sentence;
  const char* hint;
};

// Every code there is, by subject.
std::span<const Message> value_messages();
std::span<const Message> file_messages();
std::span<const Message> account_messages();
std::span<const Message> dossier_messages();
std::span<const Message> contribution_messages();
std::span<const Message> contract_messages();
std::span<const Message> einvoice_messages();
std::span<const Message> evidence_messages();
std::span<const Message> network_messages();
std::span<const Message> server_messages();
std::span<const Message> system_messages();

const Message& message_for(const std::string& code);
Status status_of(const util::Errors& errors); // of the gravest
// Where it is, before its sentence: "x.csv:12: siret: "; nothing that the sentence names itself: a
// missing option or file.
std::string place_of(const util::Error& error);
std::string sentence_of(const Texts& texts, const util::Error& error);
std::string hint_of(const Texts& texts, const util::Error& error);
std::string english_sentence_of(const util::Error& error); // for programs, whoever runs them
std::string english_hint_of(const util::Error& error);

} // namespace myatlas::texts
