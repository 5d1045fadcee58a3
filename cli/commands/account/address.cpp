#include "commands/account/address.hpp"

#include "commands/options.hpp"
#include "domain/values/person.hpp"
#include "output/prompt.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

Result<std::string> ask_address(const Session& session)
{
  const char* question = N_("E-mail:");
  TRY(somebody_answers(session, question, "--email"));
  return ask(session.env(), session.tr(question));
}

Outcome check_ways(const CodeInput& input)
{
  return at_most_one({{"--code", !input.given.empty()},
                      {"--code-stdin", input.from_stdin},
                      {"--code-file", !input.file.empty()}});
}

constexpr FormOption<CodeInput> k_code_options[] = {
  {"--code-stdin", &CodeInput::from_stdin,
   N_("Read the code from standard input, a line before that of a password")},
  {"--code-file", &CodeInput::file, "FILE", N_("Read the code from a file nobody else may read")},
};

Result<util::Secret> ask_code(const Session& session)
{
  const char* question = N_("Code of the mail:");
  TRY(somebody_answers(session, question, "--code-stdin, --code-file, --code"));
  return ask_secret(session, question);
}

Result<util::Secret> code_in_file(const Session& session, const std::string& file)
{
  return file.empty() ? ask_code(session) : read_secret_file(file);
}

Result<util::Secret> hidden_code(const Session& session, const CodeInput& input)
{
  return input.from_stdin ? read_secret_line(session.env()) : code_in_file(session, input.file);
}

// As it was given: pasted, it may have blanks around it.
Result<util::Secret> raw_code(const Session& session, const CodeInput& input)
{
  return input.given.empty() ? hidden_code(session, input) : util::Secret(input.given);
}

} // namespace

Result<std::string> address_of(const Session& session, const std::string& given)
{
  TRY_ASSIGN(std::string text, given.empty() ? ask_address(session) : given);
  TRY(domain::EmailAddress::parse(text).or_at("--email"));
  return text;
}

Outcome somebody_answers(const Session& session, const char* question, const char* options)
{
  return fail_unless(session.interactive(), {"usage.prompt", {session.tr(question), options}});
}

Result<util::Secret> ask_secret(const Session& session, const char* question)
{
  return ask_secret(session.env(), session.tr(question));
}

void bind_code(CommandLine& line, CodeInput& input, const char* help)
{
  line.option("--code", input.given, "C", help);
  add_options(line, input, k_code_options);
}

namespace {

util::Secret without_blanks(const util::Secret& code)
{
  return util::Secret(std::string(util::trim(code.reveal())));
}

} // namespace

Result<util::Secret> code_of(const Session& session, const CodeInput& input)
{
  TRY(check_ways(input));
  TRY_ASSIGN(const auto code, raw_code(session, input));
  return without_blanks(code);
}

int show_code_sent(Session& session, const formats::Json& document, const char* sentence)
{
  session.note_that(sentence, document["email"].get<std::string>());
  session.note_place_of_mails();
  return session.show({document, {{"email", N_("E-mail")}}});
}

} // namespace myatlas::cli
