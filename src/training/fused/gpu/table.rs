//! Rows of a table that the host writes and a kernel reads, each declared once.

/// Declares a row of words: its fields, how the host writes them, and how a kernel loads them.
macro_rules! table_row {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(cubecl::prelude::CubeType, Clone, Copy, Debug, Default)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: usize,)*
        }

        impl $name {
            /// Words of a row.
            pub const N_WORDS: usize = size_of::<Self>() / size_of::<usize>();

            /// The row as a kernel loads it.
            pub fn words(&self) -> [u32; Self::N_WORDS] {
                let mut words = [0; Self::N_WORDS];
                $(words[core::mem::offset_of!(Self, $field) / size_of::<usize>()] = self.$field as u32;)*
                words
            }
        }

        #[cubecl::cube]
        impl $name {
            /// The row that begins at this word.
            pub fn load(words: &[u32], offset: usize) -> Self {
                $name {
                    $($field: words[
                        offset + comptime!(core::mem::offset_of!($name, $field) / size_of::<usize>())
                    ] as usize,)*
                }
            }
        }
    };
}

pub(super) use table_row;
