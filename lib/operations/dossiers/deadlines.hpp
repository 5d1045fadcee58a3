#pragma once

#include "operations/operation.hpp"
#include "operations/outcomes.hpp"

namespace myatlas::operations {

// How what is due is counted, a line each.
enum class DueBy
{
  client, // by client and week
  week,   // by week and client
};

Result<DueBy> parse_due_by(std::string_view text); // "usage.choice" (text, "by", those known)

struct ListDeadlines
{
  std::string until, company;
  std::string by;        // else they are listed
  bool calendar = false; // as a file too: iCalendar, with a reminder a week before each
};

extern const OperationOf<ListDeadlines> k_list_deadlines;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::ListDeadlines>
{
  using Form = operations::ListDeadlines;
  static constexpr std::tuple k_members = {
    member("until", &Form::until, Says::day), member("company", &Form::company),
    word<operations::parse_due_by>("by", &Form::by), member("calendar", &Form::calendar)};
};

} // namespace myatlas::formats
