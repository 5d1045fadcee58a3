#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "operations/caller.hpp"
#include "output/view.hpp"
#include "surroundings.hpp"

namespace myatlas::services {
struct Delivery;
struct DeliveryWitness;
} // namespace myatlas::services

namespace myatlas::cli {

class StoreInUse;

// One run of one command: its surroundings, what it asks of the store, and the ways it answers.
class Session : public Surroundings
{
public:
  Session(const Env& env, Settings settings, CommonOptions options, const Command& command);
  ~Session();

  // For a command that opens the store by itself, below the operations.
  StoreInUse& store_in_use() { return *m_store_in_use; }

  bool is_open() const;

  // What is asked of the store; it is opened as the operation says.
  template <typename Request>
  Result<operations::Answer> ask(const operations::OperationOf<Request>& operation,
                                 const Request& request, operations::Files& files)
  {
    return m_caller.ask(operation, request, files);
  }

  // The same, where no file goes along.
  template <typename Request>
  Result<operations::Answer> ask(const operations::OperationOf<Request>& operation,
                                 const std::type_identity_t<Request>& request)
  {
    operations::Files none;
    return ask(operation, request, none);
  }

  // Of a request that came with a key: all it wrote is kept, together with what it answered unless
  // it failed.
  void keep_answer(int status, const std::string& answer);

  // Hands over the mails that are due, to the mail server of the settings or into their folder.
  // What fails is told.
  services::Delivery deliver_mails(const services::DeliveryWitness& witness);
  Outcome deliver_mails();
  void try_to_deliver_mails();          // the same, and nothing is told: the mail waits, and doctor
                                        // tells of it
  void note_place_of_mails();           // where no mail server is set
  void note_place_of_mails_there_are(); // the same, where some were written

  // The session of `email`, or of the account in use when it is empty, is over; says for whom
  // commands act from now on.
  Outcome forget_login(const std::string& email);

  // Takes over the page that was asked of the store, where what it lists is to be sorted.
  void page_what_is_sorted(std::string& limit, std::string& after);

  CsvStyle csv_style() const { return parse_csv_style(options().csv_for); }
  Screen screen() const;                            // what results are shown on
  std::string render_table(const View& view) const; // a part of a result that is a table
  int show(const View&
             view); // the result, which with --quiet a command that writes tells programs alone; 0
  // A list that a person reads below a result, behind an empty line; nothing where it is empty.
  void print_part(const char* list, const formats::Json& rows, const std::vector<Field>& fields);
  int report(const View& view);       // what was done: a table of it is not shown with --quiet; 0
  int print(const std::string& text); // a result that is text or comes in pieces; 0
  int print_bytes(const std::string& bytes); // a file's; never to a terminal: usage.missing (--to)
  int fail(const Errors& errors);            // says what is wrong; the exit status
  bool is_json() const { return m_form == Form::json; }
  // The document as it is, for a program.
  bool is_document() const { return is_json() || m_form == Form::jsonl; }
  bool is_table() const { return m_form == Form::table; } // a person reads it
  Form form() const { return m_form; }

private:
  bool shows_colors() const;
  void note_next_page(const View& view);
  void note_empty_list();
  Outcome check_columns() const; // usage.both: documents have no columns
  Result<View> arranged_list(const View& view) const;
  int show_one(const View& view);
  int show_list(const View& view);

  Form m_form;
  std::unique_ptr<StoreInUse> m_store_in_use;
  bool m_mails_wait = false; // for the answer to be kept
  operations::InProcess m_caller;
};

// Says errors to a person and, for -o json, as the last line to a program; the exit status.
int report_failure(const Env& env, bool json, const Errors& errors, bool color = false);

// The exit status of a command that answers yes or no.
int done_or_negative(bool yes);

// Whether errors are coloured: "always", "never", or on a terminal unless NO_COLOR or a dumb one
// says no.
bool colored(const Env& env, const std::string& wanted);

// The places of a form's problems as options of the command: "companies[0].payroll_year" ->
// "--payroll-year".
Errors as_options(Errors errors);

// What a command takes as an argument goes by that name: the NUMBER of show-request, which is the
// --request of others.
Errors as_declared(const Command& command, Errors errors);

// The places of a form's problems in the JSON file it came from, or as options when there was none.
Errors in_form(const std::string& file, Errors errors);

// The same of what is wrong with a result.
template <typename T>
Result<T> as_options(Result<T> result)
{
  return result ? std::move(result) : Result<T>(as_options(std::move(result).errors()));
}

template <typename T>
Result<T> as_declared(const Command& command, Result<T> result)
{
  return result ? std::move(result) : Result<T>(as_declared(command, std::move(result).errors()));
}

template <typename T>
Result<T> in_form(const std::string& file, Result<T> result)
{
  return result ? std::move(result) : Result<T>(in_form(file, std::move(result).errors()));
}

} // namespace myatlas::cli
