#include "domain/dossiers/request_edit.hpp"

#include <algorithm>

#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using Request = FundingRequest;

// Of the action, and of the trainees that have their own.
std::vector<std::optional<std::int64_t>> all_hours(const Request& request)
{
  std::vector<std::optional<std::int64_t>> hours = {request.hours};
  for (const Trainee& trainee : request.trainees) {
    if (trainee.hours) {
      hours.push_back(trainee.hours);
    }
  }
  return hours;
}

struct Member
{
  const char* name;
  bool (*differs)(const Request&, const Request&);
};

template <auto Part>
bool differ(const Request& a, const Request& b)
{
  return a.*Part != b.*Part;
}

template <auto Part>
bool side_costs_differ(const Request& a, const Request& b)
{
  return a.side_costs.*Part != b.side_costs.*Part;
}

constexpr Member k_request_members[] = {
  {"siret", differ<&Request::siret>},
  {"reference", differ<&Request::reference>},
  {"scheme", differ<&Request::scheme>},
  {"title", differ<&Request::title>},
  {"objective", differ<&Request::objective>},
  {"contact", differ<&Request::contact>},
  {"provider_siret", differ<&Request::provider>},
  {"modules", differ<&Request::modules>},
  {"start", differ<&Request::start>},
  {"end", differ<&Request::end>},
  {"hours", [](const Request& a, const Request& b) { return all_hours(a) != all_hours(b); }},
  {"mode", differ<&Request::mode>},
  {"audience", differ<&Request::audience>},
  {"internal", differ<&Request::internal>},
  {"outside_working_time", differ<&Request::outside_working_time>},
  {"certification", differ<&Request::certification>},
  {"place", differ<&Request::place>},
  {"trainees", differ<&Request::trainees>},
  {"teaching_cost", differ<&Request::teaching_cost>},
  {"travel_cost", side_costs_differ<&SideCosts::travel>},
  {"lodging_cost", side_costs_differ<&SideCosts::lodging>},
  {"meal_cost", side_costs_differ<&SideCosts::meals>},
  {"wage_cost", side_costs_differ<&SideCosts::wages>},
  {"requested_amount", differ<&Request::requested>},
  {"co_funding", differ<&Request::co_funding>},
  {"subrogation", differ<&Request::subrogation>},
};

} // namespace

std::vector<std::string> changed_members(const Request& before, const Request& after)
{
  std::vector<std::string> changed;
  for (const Member& member : k_request_members) {
    if (member.differs(before, after)) {
      changed.emplace_back(member.name);
    }
  }
  return changed;
}

std::string joined(const std::vector<std::string>& members)
{
  std::string text;
  for (const std::string& member : members) {
    util::add_to_list(text, member);
  }
  return text;
}

namespace {

bool is_outdating(std::string_view member)
{
  constexpr std::string_view k_outdating[] = {"provider_siret", "modules", "hours",
                                              "teaching_cost"};
  return util::contains(k_outdating, util::trim(member));
}

} // namespace

bool outdates_documents(std::string_view members)
{
  return std::ranges::any_of(util::split(members, ','), is_outdating);
}

} // namespace myatlas::domain
