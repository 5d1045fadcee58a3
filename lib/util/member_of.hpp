#pragma once

namespace myatlas::util {

// A pointer to a member of `Owner`, which clang-format 14 and 19 write otherwise where it stands by
// itself.
template <typename Owner, typename Held>
using MemberOf = Held Owner::*;

} // namespace myatlas::util
