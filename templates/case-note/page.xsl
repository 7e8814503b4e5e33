<?xml version="1.0" encoding="UTF-8"?>
<!-- A note of free text, set as it is written. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:pp="urn:plainplan:functions"
                exclude-result-prefixes="pp">
  <xsl:import href="../page/page.xsl"/>

  <xsl:template name="document-body">
    <fo:block xsl:use-attribute-sets="document-title">
      <xsl:choose>
        <xsl:when test="$body/title"><xsl:apply-templates select="$body/title/node()" mode="line"/></xsl:when>
        <xsl:when test="$facts/title"><xsl:value-of select="$facts/title"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="pp:say('title')"/></xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <xsl:apply-templates select="$body/*[not(self::section)]"/>
    <xsl:for-each select="$body/section"><xsl:call-template name="plain-section"/></xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
