#include "domain/dossiers/provider_part.hpp"
#include "util/ranges.hpp"

#include <algorithm>

namespace myatlas::domain {

namespace {

using util::total_of;

Money cost_of_modules(const FundingRequest& request, std::size_t count)
{
  Money sum;
  for (std::size_t i = 0; i < count; ++i) {
    sum += request.modules[i].cost.value_or(Money{});
  }
  return sum;
}

// So much of a sum as `part` is of `whole`; cents are cut.
Money share_of_sum(Money sum, Money part, Money whole)
{
  return {static_cast<std::int64_t>(static_cast<__int128>(sum.cents) * part.cents / whole.cents)};
}

// What the first `count` modules come to. By sums, so that cents that are lost in one share are
// found in the next.
Money accepted_of_first(const FundingRequest& request, std::size_t count)
{
  const Money all = cost_of_modules(request, request.modules.size()),
              first = cost_of_modules(request, count),
              accepted = std::min(request.accepted.value_or(Money{}), all);
  return all.cents == 0 || accepted == all ? first : share_of_sum(accepted, first, all);
}

} // namespace

const TrainingModule* module_at(const FundingRequest& request, std::optional<int> position)
{
  const bool is_there =
    position && *position >= 1 && static_cast<std::size_t>(*position) <= request.modules.size();
  return is_there ? &request.modules[static_cast<std::size_t>(*position - 1)] : nullptr;
}

namespace {

bool is_given_by(const TrainingModule& module, Siren provider)
{
  return module.provider && module.provider->siren() == provider;
}

} // namespace

std::vector<int> modules_of(const FundingRequest& request, Siren provider)
{
  std::vector<int> positions;
  for (std::size_t i = 0; i < request.modules.size(); ++i) {
    if (is_given_by(request.modules[i], provider)) {
      positions.push_back(static_cast<int>(i + 1));
    }
  }
  return positions;
}

Money accepted_of_module(const FundingRequest& request, int position)
{
  const auto count = static_cast<std::size_t>(position);
  return accepted_of_first(request, count) - accepted_of_first(request, count - 1);
}

namespace {

// Whether a provider gets its teaching alone: the member has costs beside it.
bool gets_teaching_alone(const FundingRequest& request, Siren provider)
{
  return request.pays_provider() && request.scheme != Scheme::apprenticeship &&
         request.siret.siren() != provider;
}

Money accepted_of_only(const FundingRequest& request, Siren provider)
{
  const Money accepted = request.accepted.value_or(Money{});
  return gets_teaching_alone(request, provider)
           ? std::min(accepted, request.teaching_cost.value_or(accepted))
           : accepted;
}

} // namespace

Money accepted_of_provider(const FundingRequest& request, Siren provider)
{
  if (request.modules.empty()) {
    return accepted_of_only(request, provider);
  }
  return total_of(modules_of(request, provider),
                  [&](int position) { return accepted_of_module(request, position); });
}

namespace {

std::int64_t hours_of_trainee(const FundingRequest& request, const Trainee& trainee)
{
  return trainee.hours.value_or(request.hours.value_or(0));
}

} // namespace

std::int64_t agreed_hours(const FundingRequest& request, const Trainee& trainee,
                          std::optional<int> module)
{
  const std::int64_t of_all = hours_of_trainee(request, trainee);
  const TrainingModule* one = module_at(request, module);
  return one != nullptr && one->hours ? std::min(*one->hours, of_all) : of_all;
}

std::int64_t agreed_hours_of_module(const FundingRequest& request, std::optional<int> module)
{
  return total_of(request.trainees,
                  [&](const Trainee& trainee) { return agreed_hours(request, trainee, module); });
}

std::int64_t agreed_hours_of_provider(const FundingRequest& request, Siren provider)
{
  if (request.modules.empty()) {
    return agreed_hours_of_module(request, std::nullopt);
  }
  std::int64_t sum = 0;
  for (const int position : modules_of(request, provider)) {
    sum += agreed_hours_of_module(request, position);
  }
  return sum;
}

} // namespace myatlas::domain
