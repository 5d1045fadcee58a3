#include "commands/account/address.hpp"

#include "output/prompt.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

// Pasted with its blanks.
util::Result<util::Secret> trimmed(const util::Result<util::Secret>& code)
{
  return code ? util::Result<util::Secret>(util::Secret(std::string(util::trim(code->reveal()))))
              : code;
}

util::Result<std::string> address_text(const Session& session, const std::string& given)
{
  const char* question = N_("E-mail:");
  if (!given.empty()) {
    return given;
  }
  if (!session.interactive()) {
    return util::Error{"usage.prompt", {session.texts().tr(question), "--email"}};
  }
  return ask(session.env(), session.texts().tr(question));
}

util::Outcome check_ways(const CodeInput& input)
{
  std::vector<std::string> ways;
  for (const auto& [name, is_given] : {std::pair{"--code", !input.given.empty()},
                                       {"--code-stdin", input.from_stdin},
                                       {"--code-file", !input.file.empty()}}) {
    if (is_given) {
      ways.emplace_back(name);
    }
  }
  return ways.size() > 1 ? util::Outcome(util::Error{"usage.both", {ways[0], ways[1]}})
                         : util::Outcome(util::Done{});
}

} // namespace

util::Result<std::string> address_of(const Session& session, const std::string& given)
{
  TRY_ASSIGN(const std::string text, address_text(session, given));
  TRY(domain::EmailAddress::parse(text).or_at("--email"));
  return text;
}

void bind_code(CommandLine& line, CodeInput& input, const char* help)
{
  line.option("--code", input.given, "C", help);
  line.flag("--code-stdin", input.from_stdin,
            N_("Read the code from standard input, a line before that of a password"));
  line.option("--code-file", input.file, "FILE",
              N_("Read the code from a file nobody else may read"));
}

util::Result<util::Secret> code_of(const Session& session, const CodeInput& input)
{
  TRY(check_ways(input));
  if (!input.given.empty()) {
    return trimmed(util::Secret(input.given));
  }
  if (input.from_stdin || !input.file.empty()) {
    return trimmed(input.from_stdin ? read_secret_line(session.env())
                                    : read_secret_file(input.file));
  }
  const char* question = N_("Code of the mail:");
  if (!session.interactive()) {
    return util::Error{"usage.prompt",
                       {session.texts().tr(question), "--code-stdin, --code-file, --code"}};
  }
  return trimmed(ask_secret(session.env(), session.texts().tr(question)));
}

} // namespace myatlas::cli
