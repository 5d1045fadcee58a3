#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// What waits for the OPCO, the earliest deadline first, then the oldest: requests to open, to
// decide, invoices to look at, to pay, accounts of training providers to approve, establishments
// whose company has yet to be proved.
struct WorkItem
{
  domain::OfficeWork kind = domain::OfficeWork::none;
  std::string number, state;
  std::string subject; // what it is about: a title, a dossier, a name
  util::Instant since;
  std::optional<domain::Date> deadline;
  std::optional<domain::Money> amount = {}; // what is at stake

  // Both, for people.
  std::string label() const { return amount ? subject + ", " + amount->text() : subject; }

  store::WorkPlace place() const { return {deadline, since, number}; }
};

// A page of it. One that ends among things of the same place has all of those.
struct WorkPage
{
  std::vector<WorkItem> items;
  bool more = false;
};

WorkPage list_work(const Context& context, const store::WorkPart& part);

// A place as a person hands it back: "2026-04-06/1772442000000000/D20260000001",
// "-/1772442000000000/F-1". "list.after" (text).
std::string to_text(const store::WorkPlace& place);
Result<store::WorkPlace> parse_work_place(std::string_view text);

} // namespace myatlas::services
