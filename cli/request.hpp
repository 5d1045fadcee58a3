#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "command.hpp"
#include "operations/operation.hpp"
#include "session.hpp"

// A command that asks one operation: its options make the request, the answer is shown. What is
// wrong with a member of the request is told at the option or argument that says it.
namespace myatlas::cli {

// The files that go along with a request, read from where the line says.
class LocalFiles : public operations::Files
{
public:
  // Empty: none was given. What is wrong with it is told with what else is wrong with the request.
  operations::SentFile send(const std::string& path, std::size_t most_bytes);

  // What is wrong with those that could not be read, for who asks nothing then.
  Outcome all_read() const;

  // Whether who reads what comes went away: "| head".
  virtual bool had_enough() const { return false; }

  // The request itself was read from there: what is wrong with it is told in its own words.
  void request_is_in(const std::string& path) { m_of_request = path; }

  // Errors about a file, with its path and with what is wrong with it here.
  virtual Errors told(Errors errors) const;

  // The same of what was asked on the store: all of it is in the file that the request was read
  // from, but for what is wrong with the line or lies outside.
  Errors told_by_store(Errors errors) const;

protected:
  // A table that is read as it comes: of a path, as open_regular fails, or standard input.
  static Result<operations::OpenedFile> opened_at(const std::string& path);
  static operations::OpenedFile opened_standard_input();

private:
  struct Sent
  {
    std::string name, path;
    Errors problems;
  };

  std::vector<Sent> m_sent;
  std::string m_of_request;
};

// How the line calls the members of a request: "payroll_year" is --payroll-year, "number" NUMBER.
// It is found out where something is wrong; line and request last as long.
class MemberNames
{
public:
  MemberNames() = default; // of a request that another command makes: each is its option

  template <typename Request>
  MemberNames(const CommandLine& line, const Request& request)
    : m_find([&line, &request](const std::string& wanted) {
        std::string name;
        formats::each_member(request, [&](const char* member, const void* value) {
          if (name.empty() && wanted == member) {
            name = line.name_at(value);
          }
        });
        return name;
      })
  {
  }

  // The places, and the members that sentences name, as the line has them.
  Errors in(Errors errors) const;

private:
  std::string of(const std::string& member) const;
  void name_members(Error& error) const;

  std::function<std::string(const std::string& member)> m_find; // empty: it has no such name
};

// Options that hold more than a request have it as their `request`.
template <typename Options>
auto& request_in(Options& options)
{
  if constexpr (formats::Shaped<std::remove_const_t<Options>>) {
    return options;
  } else {
    return options.request;
  }
}

// Of an operation whose request says nothing.
inline void no_options(CommandLine&, operations::Nothing&) {}

// Completes a request whose PDF is asked for where the line says where to write it.
template <typename Options>
Outcome ask_for_pdf(Session&, Options& o, LocalFiles&)
{
  o.request.pdf = !o.pdf.empty();
  return Done{};
}

// What nothing more is asked for than the options say.
inline constexpr auto k_as_given = nullptr;

// The files that go along with what is asked by these options; they may have a kind of their own,
// made of the session and the options.
template <typename Options>
concept OwnFiles = std::is_class_v<typename Options::Files>;

template <typename Options>
auto files_of(Session& session, const Options& options)
{
  if constexpr (OwnFiles<Options>) {
    return typename Options::Files(session, options);
  } else {
    return LocalFiles();
  }
}

template <auto show, typename Options, typename Files>
Result<int> shown(Session& session, const Options& options, Files& files,
                  const operations::Answer& answer)
{
  if constexpr (OwnFiles<Options>) {
    return show(session, options, files, answer);
  } else if constexpr (std::is_invocable_v<decltype(show), const formats::Json&>) {
    return session.show(show(answer.document));
  } else if constexpr (std::is_invocable_v<decltype(show), Session&, const operations::Answer&>) {
    return show(session, answer);
  } else {
    return show(session, options, answer);
  }
}

// Of a list that the store answers page by page.
template <typename Request>
concept Paged = requires(Request request)
{
  request.limit;
  request.after;
};

template <const auto& operation, auto show, auto complete, typename Options>
Result<int> asked(Session& session, const Options& given, const MemberNames& names)
{
  Options options = given;
  auto files = files_of(session, options);
  if constexpr (!std::is_null_pointer_v<decltype(complete)>) {
    TRY(complete(session, options, files));
  }
  if constexpr (Paged<std::remove_reference_t<decltype(request_in(options))>>) {
    session.page_what_is_sorted(request_in(options).limit, request_in(options).after);
  }
  const auto answer = session.ask(operation, request_in(options), files);
  if (!answer && files.had_enough()) {
    return 0;
  }
  if (!answer) {
    return names.in(session.is_open() ? files.told_by_store(answer.errors())
                                      : files.told(answer.errors()));
  }
  for (const Error& warning : answer->warnings) {
    session.warn(warning);
  }
  TRY_ASSIGN(const int status, shown<show>(session, options, files, *answer));
  return answer->problems.empty() ? status : session.fail(names.in(files.told(answer->problems)));
}

// `bind` declares the options: the request, or what holds it. `complete` makes of them what is
// asked, as the reading of a file: Outcome(Session&, Options&, LocalFiles&). `show` shows the
// answer: a View of its document, or Result<int>(Session&[, const Options&[, Files&]], const
// Answer&).
template <const auto& operation, auto bind, auto show, auto complete = k_as_given>
void asks(CommandLine& line)
{
  const auto options = bound(line, bind);
  line.run([options, names = MemberNames(line, request_in(*options))](Session& session) {
    return end_with(session, asked<operation, show, complete>(session, *options, names));
  });
}

// The same of a command that also does something else: `otherwise`, optional<Result<int>>(Session&,
// const Options&), answers where its options ask for that.
template <auto otherwise, const auto& operation, auto bind, auto show, auto complete = k_as_given>
void asks_unless(CommandLine& line)
{
  const auto options = bound(line, bind);
  line.run([options, names = MemberNames(line, request_in(*options))](Session& session) {
    const std::optional<Result<int>> other = otherwise(session, *options);
    return end_with(session,
                    other ? *other : asked<operation, show, complete>(session, *options, names));
  });
}

} // namespace myatlas::cli
