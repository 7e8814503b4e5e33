#ifndef PLAINPLAN_PDF_OBJECT_H
#define PLAINPLAN_PDF_OBJECT_H

#include "pdf/writer.h"

/* PDF objects over libharu's object layer, and the notation of numbers and strings. */

/* A new dictionary, indirect (it gets an object number) or direct. */
HPDF_Dict object_indirect(Writer *writer);
HPDF_Dict object_direct(Writer *writer);

/* A new array, direct until added to the cross-reference table. */
HPDF_Array object_array(Writer *writer);

/* The object number of an indirect object. */
unsigned object_number(const void *object);

/* Prints the entries of a dictionary that are not libharu objects. */
typedef void (*ObjectPrint)(Writer *writer, Buf *out, void *item);

/* When the dictionary is written, print(item) adds to its entries. For the many small objects whose
 * entries would each cost libharu 150 bytes, and for what libharu cannot hold: arrays of more than
 * 32,767 items, exact numbers, text strings. */
void object_printed(Writer *writer, HPDF_Dict dict, ObjectPrint print, void *item);

/* The same with text that is ready and lives in the writer's arena. */
void object_entries(Writer *writer, HPDF_Dict dict, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A new indirect stream object that holds the bytes compressed (FlateDecode), with further entries
 * as for object_entries (may be NULL). */
HPDF_Dict object_stream(Writer *writer, const void *bytes, size_t length, const char *entries);

/* Compresses bytes into a stream object that exists. */
void object_fill_stream(Writer *writer, HPDF_Dict stream, const void *bytes, size_t length,
                        const char *entries);

/* A new indirect stream object that holds the bytes as they are. */
HPDF_Dict object_plain_stream(Writer *writer, const void *bytes, size_t length,
                              const char *entries);

/* A length as a number of points with two decimals at most; 1/1000 pt is rounded to nearest. */
void put_length(Buf *out, int64_t length);

/* value / 100 with no needless zeros. */
void put_hundredths(Buf *out, int64_t value);

/* value / 1000 with no needless zeros. */
void put_thousandths(Buf *out, int64_t value);

/* Hundredths of a point nearest to a length. */
int64_t hundredths(int64_t length);

/* A number and a space. */
void put_integer(Buf *out, int64_t value);

/* A text string (PDF 1.7, 7.9.2.2): literal when it is ASCII, else UTF-16BE in hexadecimal. */
void put_text(Buf *out, const char *text, size_t length);

/* A byte string (PDF 1.7, 7.3.4.2), as the keys of name trees are, and a space. */
void put_bytes(Buf *out, const char *text);

/* A name with its characters escaped (PDF 1.7, 7.3.5). */
void put_name(Buf *out, const char *name);

/* "12 0 R" and a space, of an object number or of an indirect object. */
void put_object(Buf *out, size_t number);
void put_reference(Buf *out, const void *object);

/* A rectangle of a page as [left bottom right top] in the coordinates of PDF. */
void put_rectangle(Buf *out, const Page *page, Rect rect);

#endif
