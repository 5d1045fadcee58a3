#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "domain/values/names.hpp"
#include "formats/json/shape.hpp"
#include "operations/sent_files.hpp"
#include "services/account/who.hpp"
#include "texts/texts.hpp"
#include "util/clock.hpp"
#include "util/time_zone.hpp"
#include "util/try.hpp"

namespace myatlas::services {
struct Context;
}

// What may be asked of a store, by whom and with what answer: the same names, requests and answers
// for the command line in this process and for whoever asks from afar.
namespace myatlas::operations {

using formats::Json;

enum class Effect
{
  read,
  mark,  // it reads, and notes who read what; no store is made for it
  trial, // it writes, and nothing is kept
  write,
};

using services::Who;

struct TableTold;

struct Answer
{
  Json document;                       // as Operation::answer says
  Errors warnings = {};                // to be told to a person; its document holds them too
  std::optional<AnswerFile> file = {}; // what was asked for is a file
  Errors problems = {};                // nothing was done, as the document says of each part: why
  std::shared_ptr<const TableTold> table = {}; // of an import: what is told of its rows
  util::Secret token = {}; // of a session that began, for who asked alone: in no document
};

// When something is asked, and by whose clocks its day is told.
struct Moment
{
  util::Instant now;
  const util::TimeZone& zone;
};

// What an operation may use besides the store.
struct Means
{
  Files& files;              // that came along with the request
  const texts::Texts& texts; // in the language of who asks
  Moment moment;
};

// What a request needs of a store.
enum class Needs
{
  store,
  store_if_any, // what one knows is of use: there may be none, or none that can be read
  nothing,      // none is opened, made or complained of
};

// A request that was read, to be served on a store that is open as the operation says, or as the
// request itself does: one that is only looked at reads what others write, and who may ask for a
// kind of file depends on the kind. The context is null where none was opened.
struct Call
{
  std::function<Result<Answer>(services::Context*, Means&)> serve;
  std::optional<Effect> effect = {};
  std::optional<Who> who = {};
  Needs needs = Needs::store;
};

struct Operation
{
  std::string_view name; // as the command: "list-requests"
  Effect effect;         // the most that a request has
  Who who;
  std::string_view answer; // schema of its document: "myatlas/funding-requests/1"; one of "a/1|b/1"
  Json (*request_schema)();
  // What is wrong with a request and its files by themselves is told here, each at its member,
  // before any store is opened.
  Result<Call> (*read)(const Json& request, const Files& files);
};

// An operation whose request is a struct that has a formats::Shape.
template <typename Form>
struct OperationOf : Operation
{
  using Request = Form;
};

// A request that says nothing.
struct Nothing
{
};

// The value of a text of a request, nothing where it is empty; what is wrong with it goes to
// `problems` at its member.
template <auto parse>
auto given(const std::string& text, const char* member, Errors& problems)
{
  using Value = std::remove_cvref_t<decltype(*parse(text))>;
  return text.empty() ? std::optional<Value>()
                      : util::collect(Result<Value>(parse(text)), problems, member);
}

// The value of one of the words of a table: usage.choice (text, member, those known).
template <const auto& table>
auto word_in(std::string_view text, const char* member)
{
  using Value = std::remove_cvref_t<decltype(table[0].value)>;
  const Result<Value> found = domain::value_of(table, text, "usage.choice");
  return found ? found
               : Result<Value>(
                   Error{"usage.choice", {std::string(text), member, domain::names_in(table)}});
}

namespace detail {

template <typename T>
struct Argument;
template <typename R, typename Form>
struct Argument<R (*)(const Form&)>
{
  using Type = Form;
};
template <typename R, typename Form>
struct Argument<R (*)(const Form&, const Files&)>
{
  using Type = Form;
};
template <typename R, typename C, typename Form, typename... More>
struct Argument<R (*)(C&, const Form&, More...)>
{
  using Type = Form;
};

inline Result<Answer> answer_of(Result<Answer> answer)
{
  return answer;
}

inline Result<Answer> answer_of(Result<Json> document)
{
  return document ? Result<Answer>(Answer{*std::move(document)})
                  : Result<Answer>(std::move(document).errors());
}

template <auto serve, typename Asked>
Result<Answer> served_in(services::Context& context, const Asked& asked, Means& means)
{
  if constexpr (std::is_invocable_v<decltype(serve), services::Context&, const Asked&, Means&>) {
    return answer_of(serve(context, asked, means));
  } else if constexpr (std::is_invocable_v<decltype(serve), services::Context&, const Asked&,
                                           Files&>) {
    return answer_of(serve(context, asked, means.files));
  } else {
    return answer_of(serve(context, asked));
  }
}

// One that may do without a store takes a pointer.
template <auto serve, typename Asked>
Result<Answer> served(services::Context* context, const Asked& asked, Means& means)
{
  if constexpr (std::is_invocable_v<decltype(serve), services::Context*, const Asked&, Means&>) {
    return answer_of(serve(context, asked, means));
  } else {
    return served_in<serve>(*context, asked, means);
  }
}

template <auto understand, typename Form>
auto understood(const Form& form, const Files& files)
{
  if constexpr (std::is_invocable_v<decltype(understand), const Form&, const Files&>) {
    return understand(form, files);
  } else {
    return understand(form);
  }
}

// Of a request whose effect depends on what it asks.
template <typename Asked>
concept SaysEffect = std::is_same_v<decltype(std::declval<const Asked&>().effect()), Effect>;

// Of a request by which it depends who may ask it.
template <typename Asked>
concept SaysWho = std::is_same_v<decltype(std::declval<const Asked&>().who()), Who>;

// Of a request by which it depends whether a store is needed.
template <typename Asked>
concept SaysNeeds = std::is_same_v<decltype(std::declval<const Asked&>().needs()), Needs>;

template <auto serve, typename Asked>
Call call_of(Asked asked)
{
  Call call;
  if constexpr (SaysEffect<Asked>) {
    call.effect = asked.effect();
  }
  if constexpr (SaysWho<Asked>) {
    call.who = asked.who();
  }
  if constexpr (SaysNeeds<Asked>) {
    call.needs = asked.needs();
  }
  call.serve = [asked = std::move(asked)](services::Context* context, Means& means) {
    return served<serve>(context, asked, means);
  };
  return call;
}

} // namespace detail

// The part of an operation that its request says nothing of.
struct About
{
  std::string_view name;
  Effect effect = Effect::read;
  Who who = Who::reader;
  std::string_view answer;
};

namespace detail {

template <typename Form>
constexpr OperationOf<Form> operation_of(const About& about,
                                         Result<Call> (*read)(const Json&, const Files&))
{
  return {{.name = about.name,
           .effect = about.effect,
           .who = about.who,
           .answer = about.answer,
           .request_schema = formats::shape_schema<Form>,
           .read = read}};
}

} // namespace detail

// An operation that hands its request to `serve` as it is: Result<Json or Answer>(Context&, const
// Request&[, Files& or Means&]).
template <auto serve>
constexpr auto operation(const About& about)
{
  using Form = typename detail::Argument<decltype(serve)>::Type;
  return detail::operation_of<Form>(about, [](const Json& request, const Files&) -> Result<Call> {
    TRY_ASSIGN(Form form, formats::read_shape<Form>(request));
    return detail::call_of<serve>(std::move(form));
  });
}

// One that makes something of its request first: `understand`, Result<Asked>(const Request&[, const
// Files&]).
template <auto understand, auto serve>
constexpr auto operation(const About& about)
{
  using Form = typename detail::Argument<decltype(understand)>::Type;
  return detail::operation_of<Form>(
    about, [](const Json& request, const Files& files) -> Result<Call> {
      TRY_ASSIGN(const Form form, formats::read_shape<Form>(request));
      TRY_ASSIGN(auto asked, detail::understood<understand>(form, files));
      return detail::call_of<serve>(std::move(asked));
    });
}

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::Nothing>
{
  static constexpr std::tuple<> k_members = {};
};
