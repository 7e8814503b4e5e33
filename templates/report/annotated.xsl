<?xml version="1.0" encoding="UTF-8"?>
<!-- The case file as a page with what was found in the margin: for supervision. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:pp="urn:plainplan:functions"
                xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="pp str">
  <xsl:import href="findings.xsl"/>

  <xsl:variable name="document-title"><xsl:value-of select="pp:say('annotated-title', 'name', $case-title)"/></xsl:variable>

  <xsl:template name="document-body">
    <fo:block xsl:use-attribute-sets="document-title" font-size="19pt" line-height="24pt"><xsl:value-of select="$document-title"/></fo:block>
    <fo:block space-before="1mm"><xsl:value-of select="pp:say('annotated-count', 'errors', count($findings[@severity='error']), 'warnings', count($findings[@severity='warning']), 'notes', count($findings[@severity='note']))"/></fo:block>
    <xsl:if test="not($findings)"><fo:block space-before="3mm" font-weight="bold"><xsl:value-of select="pp:say('annotated-nothing')"/></fo:block></xsl:if>
    <xsl:if test="$findings[@on='document']">
      <fo:block xsl:use-attribute-sets="section-heading" space-before="4mm"><xsl:value-of select="pp:say('annotated-whole')"/></fo:block>
      <xsl:apply-templates select="$findings[@on='document']"/>
    </xsl:if>
    <fo:table table-layout="fixed" width="100%" space-before="4mm">
      <fo:table-column column-width="proportional-column-width(58)"/>
      <fo:table-column column-width="proportional-column-width(42)"/>
      <fo:table-header>
        <fo:table-row background-color="{$table-head}">
          <fo:table-cell padding="1.2mm"><fo:block font-weight="bold"><xsl:value-of select="pp:say('annotated-left')"/></fo:block></fo:table-cell>
          <fo:table-cell padding="1.2mm"><fo:block font-weight="bold"><xsl:value-of select="pp:say('annotated-right')"/></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$body//heading | $body//p | $body//field | $body//cell | $body//code-block">
          <xsl:variable name="numbers"><xsl:call-template name="numbers"/></xsl:variable>
          <fo:table-row border-bottom="0.15mm solid {$line}">
            <xsl:if test="self::heading"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
            <fo:table-cell padding="1.2mm"><xsl:call-template name="reading"/></fo:table-cell>
            <fo:table-cell padding="1.2mm">
              <fo:block>
                <xsl:for-each select="str:tokenize($numbers)">
                  <xsl:variable name="n" select="string(.)"/>
                  <xsl:apply-templates select="$findings[@n = $n]"/>
                </xsl:for-each>
              </fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>
</xsl:stylesheet>
