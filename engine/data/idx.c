/* idx.c - the IDX format of MNIST (LeCun): 00 00, type, rank, rank × u32, data, all big-endian. */
#include "engine/data/tensor_file.h"

static int element_of(unsigned char type)
{
    switch (type) {
    case 0x08: return ELEMENT_U8;
    case 0x09: return ELEMENT_I8;
    case 0x0B: return ELEMENT_I16;
    case 0x0C: return ELEMENT_I32;
    case 0x0D: return ELEMENT_F32;
    case 0x0E: return ELEMENT_F64;
    default: return -1;
    }
}

static int idx_header(struct tensor_file *file, struct err *err)
{
    unsigned char b[4];
    int rc = raw_read(&file->raw, b, 4, err);
    if (rc < 0)
        return err_wrap(err, "no IDX header: ");
    if (b[0] || b[1])
        return err_set(err, ERR_INVALID,
                       "not an IDX file: it begins with %02X %02X, IDX begins "
                       "with 00 00",
                       b[0], b[1]);
    int element = element_of(b[2]);
    if (element < 0)
        return err_set(err, ERR_INVALID,
                       "IDX type 0x%02X is unknown; 08 (u8), 09 (i8), 0B (i16), "
                       "0C (i32), 0D (f32) and 0E (f64) exist",
                       b[2]);
    if (b[3] < 1 || b[3] > SAMPLE_RANK_MAX)
        return err_set(err, ERR_INVALID, "the IDX tensor has rank %d; 1 to %d is allowed", b[3],
                       SAMPLE_RANK_MAX);
    file->element = (enum element)element;
    file->big_endian = true;
    file->rank = b[3];
    for (int i = 0; i < file->rank; i++) {
        unsigned char d[4];
        if ((rc = raw_read(&file->raw, d, 4, err)) < 0)
            return err_wrap(err, "the IDX header is cut short: ");
        file->shape[i] = (int64_t)d[0] << 24 | (int64_t)d[1] << 16 | (int64_t)d[2] << 8 | d[3];
    }
    return 0;
}

int idx_import(const struct import *in, struct err *err)
{
    return tensor_import(in, "idx", idx_header, err);
}
