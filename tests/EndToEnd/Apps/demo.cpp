// How many digits a number has, by way of libstdc++; and zlib is called, so that the linker keeps it.
#include <string>

extern "C" const char *zlibVersion();

extern "C" int demo_length(int number)
{
    return zlibVersion() == nullptr ? -1 : static_cast<int>(std::to_string(number).length());
}
