#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command.hpp"
#include "domain/values/names.hpp"
#include "formats/json/json.hpp"
#include "formats/json/shape.hpp"
#include "util/file.hpp"
#include "util/result.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

// The words that a parser knows, as the help shows them and the shell completes them: "pdc|vae".
template <typename T>
std::string words_known(Result<T> (*parse)(std::string_view))
{
  std::string words = formats::words_of(parse);
  std::erase(words, ' ');
  std::ranges::replace(words, ',', '|');
  return words;
}

// Such words for a table of options, which is there before the words are.
template <auto parse>
std::string words_for()
{
  return words_known(parse);
}

// An option that says a member of a form: its value is a text, or one of several that are given, or
// it is a flag. Options are best said as a table of these.
template <typename Form>
struct FormOption
{
  using Text = domain::TextMember<Form>;
  using List = std::vector<std::string> Form::*;
  using Flag = bool Form::*;

  constexpr FormOption(const char* named, Text member, OptionValue called, const char* about)
    : flags(named), text(member), value(called), help(about)
  {
  }
  constexpr FormOption(const char* named, List member, OptionValue called, const char* about)
    : flags(named), list(member), value(called), help(about)
  {
  }
  constexpr FormOption(const char* named, Flag member, const char* about)
    : flags(named), flag(member), help(about)
  {
  }

  void add_to(CommandLine& line, Form& form) const
  {
    if (text != nullptr) {
      line.option(flags, form.*text, value, help);
    } else if (list != nullptr) {
      line.options(flags, form.*list, value, help);
    } else {
      line.flag(flags, form.*flag, help);
    }
  }

  const char* flags;
  Text text = nullptr; // one of these three
  List list = nullptr;
  Flag flag = nullptr;
  OptionValue value = {};
  const char* help; // msgid
};

// Where all of them are texts.
template <typename Form>
using TextOption = FormOption<Form>;

template <typename Form, std::size_t count>
void add_options(CommandLine& line, Form& form, const FormOption<Form> (&options)[count])
{
  for (const FormOption<Form>& option : options) {
    option.add_to(line, form);
  }
}

// A file that goes along with a request, as its `member`.
template <typename Member>
void add_file(CommandLine& line, std::string& path, const Member& member, const char* help,
              Need need = Need::none)
{
  line.argument(Kind::file, path, help, need);
  line.stands_for(member, path);
}
// An option or argument, and whether it is given.
using GivenOption = std::pair<const char*, bool>;

// usage.both of the first two that are given, of which only one may be.
Outcome at_most_one(std::initializer_list<GivenOption> options);

// usage.missing, in `problems`, of what is not given and has to be.
void add_missing(std::initializer_list<GivenOption> needed, const char* command, Errors& problems);

// What many commands take.
inline void add_dossier(CommandLine& line, std::string& number)
{
  line.argument(Kind::dossier, number, N_("Number of the dossier"));
}

inline void add_email(CommandLine& line, std::string& email)
{
  line.option("--email", email, "E", N_("Address of the account"));
}

inline void add_dossier_filter(CommandLine& line, std::string& number)
{
  line.option("--request", number, k_number_value, N_("Only those of this dossier"));
}

inline constexpr const char* k_of_company_help =
  N_("Only those of a company, by SIREN, SIRET, member code or your own reference");

// Of options that several tables have.
inline constexpr const char* k_own_reference_help =
  N_("Only those with this reference of their own");
inline constexpr const char* k_provider_siret_help = N_("SIRET of the training provider");
inline constexpr const char* k_register_help =
  N_("Ask the public register for the establishments first: closed, without Qualiopi");

inline void add_company_filter(CommandLine& line, std::string& company)
{
  line.option("--company", company, "SIREN", k_of_company_help);
}

inline void add_provider(CommandLine& line, std::string& siret)
{
  line.option("--provider-siret", siret, "S", k_provider_siret_help);
}

inline void add_reference(CommandLine& line, std::string& reference, const char* help)
{
  line.option("--reference", reference, "REF", help);
}

inline void add_comment(CommandLine& line, std::string& comment, const char* help)
{
  line.option("--comment", comment, "TEXT", help);
}

inline void add_reason(CommandLine& line, std::string& reason)
{
  line.option("--reason", reason, "TEXT", N_("Why"));
}

// An argument that is one of the words `parse` knows.
template <auto parse>
void add_choice(CommandLine& line, const char* name, std::string& into, const char* help)
{
  line.argument({name, words_known(parse)}, into, help);
}

// Where a file that was handed in is written.
inline void add_copy(CommandLine& line, std::string& path)
{
  line.target("--to", path, N_("Write it to this file"));
}

inline void add_pdf(CommandLine& line, std::string& path)
{
  line.target("--pdf", path, N_("Write it as PDF too"));
}

// A page of a list: its request has a `limit` and an `after`.
template <typename Request>
void add_page(CommandLine& line, Request& request)
{
  line.option("--limit", request.limit, k_number_value, N_("At most so many"));
  line.option("--after", request.after, "KEY",
              N_("Only what follows this key, which a page tells at its end"));
}

// What a file of JSON says to `read`; fails as reading the file does.
template <typename T>
Result<T> read_from(const std::string& file, Result<T> (*read)(std::string_view))
{
  TRY_ASSIGN(const std::string text, util::read_file(file, formats::k_most_json_bytes));
  return read(text);
}

} // namespace myatlas::cli
