#pragma once

#include <span>
#include <string_view>

#include "store/engine.hpp"
#include "util/result.hpp"

namespace myatlas::store {

// A numbered SQL file of store/migrations, compiled in.
struct Migration
{
  int version;
  std::string_view name;
  std::string_view sql;
};

std::span<const Migration> migrations();
int newest_version();

// Fails with "store.newer" (found, known) when the store comes from a newer program.
util::Outcome check_version(Engine& engine);

// Applies what is missing up to `last`, each file in the caller's transaction together with its
// version.
void apply_missing(Engine& engine, int last);

constexpr int k_first_with_sums =
  15; // version of the store whose pages have checksums, all of them

} // namespace myatlas::store
